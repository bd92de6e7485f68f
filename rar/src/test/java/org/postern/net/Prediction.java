package org.postern.net;

import java.lang.Runtime.Version;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an offer says that clients will do. */
final class Prediction {
    private static final Set<String> SUCCEEDS = Set.of("yes yes");
    private static final Set<String> REFUSES = Set.of("yes no");
    private static final Set<String> FAILS = Set.of("no no");
    private static final Set<String> ANY_OF_THEM = Set.of("yes yes", "yes no");
    private static final Pattern SINCE = Pattern.compile("(\\w+) since ([0-9.]+)");

    private final List<String> warnings;

    Prediction(List<String> warnings) {
        this.warnings = warnings;
    }

    /**
     * What may be seen of one: whether its handshake succeeds when it believes everything, and when it verifies.
     *
     * @param client its name and version
     */
    Set<String> of(String client) {
        if (warnings.stream().anyMatch(one -> one.contains("their handshake fails") && names(one, client))) {
            return FAILS;
        }
        if (warnings.stream().anyMatch(one -> refuses(one, client))) {
            return REFUSES;
        }
        if (warnings.stream().anyMatch(one -> one.contains("their handshake may fail") && names(one, client))) {
            return Set.of("yes yes", "no no");
        }
        return warnings.stream().anyMatch(Prediction::leavesItOpen) ? ANY_OF_THEM : SUCCEEDS;
    }

    private static boolean refuses(String warning, String client) {
        int end = warning.indexOf("refuse it");
        if (end < 0 || warning.contains("refuse it unless")) {
            return false;
        }
        String who = warning.substring(0, end);
        return (!who.contains("lients with ") && !who.contains("such as")) || names(who, client);
    }

    /** Depends on what else a client knows, or names only the best known of those that do. */
    private static boolean leavesItOpen(String warning) {
        return warning.contains("refuse it unless")
                || (warning.contains("such as those with") && warning.contains("refuse it"))
                || warning.contains("cannot verify.");
    }

    /** By the first word of its name, or by whose TLS it says that it uses. */
    private static boolean names(String text, String client) {
        String name = client.contains("OpenSSL") ? "OpenSSL" : client.split(" ", -1)[0];
        if (!Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find()) {
            return false;
        }
        Matcher since = SINCE.matcher(text);
        return !since.find()
                || !since.group(1).equals(name)
                || Version.parse(client.split(" ", -1)[1])
                                .compareTo(Version.parse(since.group(2).replaceAll("\\.$", "")))
                        >= 0;
    }
}
