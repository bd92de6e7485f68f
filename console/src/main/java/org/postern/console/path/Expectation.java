package org.postern.console.path;

import java.util.List;
import java.util.Set;

/**
 * What an adapter says of one of its local addresses. Immutable.
 *
 * @param scheme as in {@code listen}
 * @param verdict empty if the adapter gives none
 */
public record Expectation(
        String scheme, String address, int port, String verdict, String reason, List<BoundCertificate> certificates) {
    private static final Set<String> IMPLICIT = Set.of("smtps", "submissions");

    public Expectation {
        certificates = List.copyOf(certificates);
    }

    /** One that is bound there and usable. Fingerprints are empty where an adapter does not tell them. */
    public record BoundCertificate(
            String alias,
            String subject,
            List<String> names,
            String notAfter,
            String fingerprint,
            String keyFingerprint) {
        public BoundCertificate {
            names = List.copyOf(names);
        }

        public boolean isFor(String host) {
            return Shown.covers(names, host);
        }

        boolean is(Shown other) {
            return fingerprint.isEmpty()
                    ? subject.equals(other.subject()) && notAfter.equals(other.notAfter())
                    : fingerprint.equals(other.fingerprint());
        }
    }

    /** Whether TLS begins there without STARTTLS. */
    public boolean implicit() {
        return IMPLICIT.contains(scheme);
    }

    boolean offersTls() {
        return verdict.equals("USABLE");
    }

    /** As an address of {@code listen}. */
    public String url() {
        return scheme + "://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
