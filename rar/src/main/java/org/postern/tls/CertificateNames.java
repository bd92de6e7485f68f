package org.postern.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names that a certificate is for: its subject alternative names. The common name does not count (RFC 9525 section
 * 2).
 */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int IP = 7;

    private final List<String> names;

    /** The same, as they are compared. */
    private final List<String> inLowerCase;

    /** What clients of the old kind look at, where there are no DNS names. */
    private final Optional<String> commonName;

    private CertificateNames(List<String> names, Optional<String> commonName) {
        this.names = names;
        this.inLowerCase =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.commonName = commonName;
    }

    static CertificateNames of(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            Collection<List<?>> alternatives = all == null ? List.of() : all;
            List<String> names = alternatives.stream()
                    .filter(name -> name.get(0).equals(DNS) || name.get(0).equals(IP))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return new CertificateNames(
                    names,
                    alternatives.stream().anyMatch(name -> name.get(0).equals(DNS))
                            ? Optional.empty()
                            : CommonName.of(certificate));
        } catch (CertificateParsingException e) {
            // Names that cannot be read are names that match nothing.
            return new CertificateNames(List.of(), Optional.empty());
        }
    }

    /** DNS names and IP addresses, as they stand in the certificate. */
    List<String> all() {
        return names;
    }

    /** Whether a client that asks for a host is at the right place (RFC 9525 section 6.3). */
    boolean cover(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return inLowerCase.stream().anyMatch(name -> covers(name, wanted));
    }

    /** Whether some clients think so though it is not: by the common name (RFC 9525 section 2 forbids that). */
    boolean coverByCommonName(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return commonName.map(name -> name.toLowerCase(Locale.ROOT)).stream().anyMatch(name -> covers(name, wanted));
    }

    /**
     * Whether some clients think so of a name that no authority should write: with a wildcard that is not the whole of the first label,
     * or with a dot at the end.
     */
    boolean coverInTheirWay(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return inLowerCase.stream().anyMatch(name -> name.equals(wanted + ".") || standsFor(name, wanted));
    }

    /** Label by label. */
    private static boolean standsFor(String name, String wanted) {
        String[] patterns = name.split("\\.", -1);
        String[] labels = wanted.split("\\.", -1);
        return name.contains("*")
                && patterns.length == labels.length
                && IntStream.range(0, labels.length)
                        .allMatch(i -> labels[i].matches(Stream.of(patterns[i].split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*"))));
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
