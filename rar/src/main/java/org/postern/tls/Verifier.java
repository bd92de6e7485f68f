package org.postern.tls;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose TLS verifies chains, each by rules of its own. What each refuses was seen in November 2026: OpenSSL 3.0.19, GnuTLS 3.7.9,
 * Java 17 and 25, Go 1.19.8, and NSS 3.87 by itself (Thunderbird verifies in a way of its own).
 */
enum Verifier {
    OPENSSL("OpenSSL (such as Postfix)"),
    GNUTLS("GnuTLS (such as Exim on Debian)"),
    JAVA("Java"),
    GO("Go"),
    NSS("NSS");

    private final String title;

    Verifier(String title) {
        this.title = title;
    }

    static Set<Verifier> all() {
        return EnumSet.allOf(Verifier.class);
    }

    static Set<Verifier> allBut(Verifier... those) {
        Set<Verifier> rest = all();
        rest.removeAll(List.of(those));
        return rest;
    }

    /** {@code Clients}, or {@code Clients with A, B or C}. */
    static String clients(Collection<Verifier> those) {
        if (those.containsAll(all())) {
            return "Clients";
        }
        List<String> titles =
                all().stream().filter(those::contains).map(one -> one.title).toList();
        int last = titles.size() - 1;
        return "Clients with "
                + (last == 0
                        ? titles.get(0)
                        : titles.stream().limit(last).collect(Collectors.joining(", ")) + " or " + titles.get(last));
    }
}
