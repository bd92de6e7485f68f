package org.postern.console.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The policy of a domain as senders read it (RFC 8461, section 3.2). Immutable. */
record PolicyFile(String version, String mode, List<String> hosts, String maxAge) {
    private static final Set<String> MODES = Set.of("enforce", "testing", "none");
    private static final int LONGEST_AGE = 31_557_600;
    private static final int MOST_LINES = 200;

    PolicyFile {
        hosts = List.copyOf(hosts);
    }

    static PolicyFile of(String text) {
        Map<String, String> fields = new HashMap<>();
        List<String> hosts = new ArrayList<>();
        for (String line : text.lines().limit(MOST_LINES).toList()) {
            String[] parts = line.split(":", 2);
            String value = parts.length < 2 ? "" : Text.of(parts[1].strip());
            if (parts[0].strip().equals("mx")) {
                hosts.add(value.toLowerCase(Locale.ROOT));
            } else {
                fields.putIfAbsent(parts[0].strip(), value); // Of all others the first counts.
            }
        }
        return new PolicyFile(
                fields.getOrDefault("version", ""),
                fields.getOrDefault("mode", ""),
                hosts,
                fields.getOrDefault("max_age", ""));
    }

    /** Why senders take it for none; empty if they do not. */
    Optional<String> fault() {
        if (!version.equals("STSv1")) {
            return Optional.of("Its version is not STSv1");
        }
        if (!MODES.contains(mode)) {
            return Optional.of("Its mode is none of enforce, testing and none");
        }
        if (hosts.isEmpty() && !mode.equals("none")) {
            return Optional.of("It has no line with mx");
        }
        return maxAge.matches("\\d{1,8}") && Integer.parseInt(maxAge) <= LONGEST_AGE
                ? Optional.empty()
                : Optional.of("Its max_age is no number of seconds up to " + LONGEST_AGE);
    }

    /** A wildcard stands for one label (RFC 8461, section 4.1). */
    boolean allows(String host) {
        return hosts.contains(host) || hosts.contains(host.replaceFirst("^[^.]+", "*"));
    }
}
