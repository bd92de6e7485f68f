package org.postern.console.path;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** A certificate as it was shown, in the words of the management beans. Immutable. */
record Shown(X509Certificate certificate) {
    private static final int MOST_NAMES = 100;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    String subject() {
        return Text.of(certificate.getSubjectX500Principal().getName());
    }

    String issuer() {
        return Text.of(certificate.getIssuerX500Principal().getName());
    }

    String notBefore() {
        return certificate.getNotBefore().toInstant().toString();
    }

    String notAfter() {
        return certificate.getNotAfter().toInstant().toString();
    }

    String key() {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getAlgorithm() + " " + rsa.getModulus().bitLength();
        }
        return key instanceof ECPublicKey ec ? "EC " + ec.getParams().getOrder().bitLength() : key.getAlgorithm();
    }

    /** The subject alternative names that are DNS names or addresses, as many as a page can show. */
    List<String> names() {
        return Stream.of(names(DNS_NAME), names(IP_ADDRESS))
                .flatMap(List::stream)
                .limit(MOST_NAMES)
                .toList();
    }

    private List<String> names(int kind) {
        Collection<List<?>> all;
        try {
            all = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return all == null
                ? List.of()
                : all.stream()
                        .filter(name -> Objects.equals(name.get(0), kind))
                        .map(name -> Text.of(String.valueOf(name.get(1))))
                        .toList();
    }

    /** Whether it is for this host (RFC 6125, section 6.4): a wildcard stands for one label, the first. */
    boolean isFor(String host) {
        return covers(names(DNS_NAME), host) || names(IP_ADDRESS).contains(host);
    }

    static boolean covers(List<String> names, String host) {
        String wanted = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        String parent = wanted.replaceFirst("^[^.]+", "*");
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name ->
                        name.equals(wanted) || (name.equals(parent) && parent.indexOf('.') != parent.lastIndexOf('.')));
    }

    /** SHA-256 of the whole. */
    String fingerprint() {
        try {
            return sha256(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            return "";
        }
    }

    /** SHA-256 of the public key with its algorithm (SubjectPublicKeyInfo): {@code 3 1 1} of DANE. */
    String keyFingerprint() {
        return sha256(certificate.getPublicKey().getEncoded());
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each JVM has SHA-256", e);
        }
    }
}
