package org.postern.net;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The groups of key exchanges that a JVM's administrator leaves to BoringSSL, which does not ask the JVM itself. */
final class TlsGroups {
    /** Those that BoringSSL serves when it is told nothing else. */
    private static final List<String> ALL = List.of("X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1");

    private TlsGroups() {}

    /** Empty if all of them are allowed. */
    static Optional<List<String>> allowed() {
        return allowed(Optional.ofNullable(Security.getProperty("jdk.tls.disabledAlgorithms"))
                .orElse(""));
    }

    static Optional<List<String>> allowed(String disabled) {
        Set<String> names = Arrays.stream(disabled.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> left = ALL.stream()
                .filter(group -> !names.contains(group.toLowerCase(Locale.ROOT)))
                .toList();
        return left.size() == ALL.size() ? Optional.empty() : Optional.of(left);
    }
}
