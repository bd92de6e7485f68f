package org.postern.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The names that a certificate is for: its subject alternative names. The common name does not count (RFC 9525 section
 * 2).
 */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int IP = 7;

    private final List<String> names;

    private CertificateNames(List<String> names) {
        this.names = names;
    }

    static CertificateNames of(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return new CertificateNames(
                    alternatives == null
                            ? List.of()
                            : alternatives.stream()
                                    .filter(name -> name.get(0).equals(DNS)
                                            || name.get(0).equals(IP))
                                    .map(name -> String.valueOf(name.get(1)))
                                    .toList());
        } catch (CertificateParsingException e) {
            return new CertificateNames(List.of()); // names that cannot be read are names that match nothing
        }
    }

    /** DNS names and IP addresses, as they stand in the certificate. */
    List<String> all() {
        return names;
    }

    /** Whether a client that asks for a host is at the right place (RFC 9525 section 6.3). */
    boolean cover(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(name -> covers(name, wanted));
    }

    /** A wildcard stands for exactly one label, the first. */
    private static boolean covers(String name, String wanted) {
        if (!name.startsWith("*.")) {
            return name.equals(wanted);
        }
        int firstDot = wanted.indexOf('.');
        return firstDot > 0 && wanted.substring(firstDot).equals(name.substring(1));
    }
}
