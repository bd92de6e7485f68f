package org.postern.tls;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a client that says so much of itself in its ClientHello can use a certificate, and what keeps it from that. */
final class ClientFit {
    /** What the two have not in common. */
    enum Kind {
        PROTOCOL,
        ALGORITHM
    }

    /**
     * Why a client cannot be served.
     *
     * @param text a clause: {@code it offers only ... , and ...}
     */
    record Obstacle(Kind kind, String text) {}

    private static final Map<Integer, String> OLD = Map.of(0x0301, "TLSv1", 0x0302, "TLSv1.1");
    private static final int TLS_1_2 = 0x0303;
    private static final int TLS_1_3 = 0x0304;
    private static final List<Integer> RSA_PSS = List.of(0x0804, 0x0805, 0x0806);

    /** By the size of the curve's order: in TLS 1.3 each curve has one scheme (RFC 8446 section 4.2.3). */
    private static final Map<Integer, Integer> ECDSA_SCHEMES = Map.of(256, 0x0403, 384, 0x0503, 521, 0x0603);

    private static final Map<Integer, Integer> CURVES = Map.of(256, 23, 384, 24, 521, 25);
    private static final Map<String, Integer> EDDSA_SCHEMES = Map.of("Ed25519", 0x0807, "Ed448", 0x0808);

    /** What a signature algorithm of TLS 1.2 ends with (RFC 5246 section 7.4.1.4.1). */
    private static final int TLS_1_2_RSA = 1;

    private static final int TLS_1_2_ECDSA = 3;
    private static final int LISTED = 30;

    private final TlsPolicy policy;

    ClientFit(TlsPolicy policy) {
        this.policy = policy;
    }

    /** Empty if nothing that a ClientHello tells is in the way. */
    Optional<Obstacle> obstacle(ClientHello client, ServerCertificate certificate) {
        PublicKey key = certificate.leaf().getPublicKey();
        if (client.versions().contains(TLS_1_3) && policy.spoken().contains("TLSv1.3")) {
            return inTls13(client, key);
        }
        // A client without the extension names the highest version that it speaks.
        boolean tls12 = client.versions().contains(TLS_1_2) && policy.spoken().contains("TLSv1.2");
        return tls12
                ? inTls12(client, key)
                : speaksOld(client)
                        ? ofThisKey(client, key, "TLS before 1.2")
                        : Optional.of(new Obstacle(
                                Kind.PROTOCOL,
                                "it speaks " + TlsNames.versions(client.versions()) + ", and this address "
                                        + String.join(" and ", policy.spoken())));
    }

    private Optional<Obstacle> inTls13(ClientHello client, PublicKey key) {
        return suites(client, TlsNames.ofTls13(client.cipherSuites()), "TLS 1.3")
                .or(() -> schemes(client, schemesInTls13(key), key));
    }

    private boolean speaksOld(ClientHello client) {
        return client.versions().stream()
                .flatMap(version -> Stream.ofNullable(OLD.get(version)))
                .anyMatch(policy.spoken()::contains);
    }

    private Optional<Obstacle> ofThisKey(ClientHello client, PublicKey key, String version) {
        boolean rsa = key instanceof RSAPublicKey;
        Stream<String> ofThisKey =
                Tls12CipherSuites.named(client.cipherSuites()).filter(suite -> suite.contains("_ECDSA_") != rsa);
        return suites(client, ofThisKey, version + " with " + (rsa ? "an RSA" : "an EC or EdDSA") + " certificate");
    }

    private Optional<Obstacle> inTls12(ClientHello client, PublicKey key) {
        return ofThisKey(client, key, "TLS 1.2")
                .or(() -> schemesInTls12(client, key))
                .or(() -> curve(client, key));
    }

    private Optional<Obstacle> suites(ClientHello client, Stream<String> ofClient, String where) {
        return ofClient.anyMatch(policy.cipherSuites()::contains)
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Kind.ALGORITHM,
                        "it has no cipher suite of this address for " + where + ", and offers "
                                + listed(client.cipherSuites().stream().map(TlsNames::cipherSuite))));
    }

    private static Optional<Obstacle> schemesInTls12(ClientHello client, PublicKey key) {
        boolean fits = client.signatureSchemes()
                .map(offered -> offered.stream().anyMatch(scheme -> fitsInTls12(scheme, key)))
                .orElse(true);
        return fits ? Optional.empty() : Optional.of(cannotVerify(client, key));
    }

    private static boolean fitsInTls12(int scheme, PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> RSA_PSS.contains(scheme) || (scheme & 0xff) == TLS_1_2_RSA;
            case "EC" -> (scheme & 0xff) == TLS_1_2_ECDSA;
            default -> schemesInTls13(key).contains(scheme);
        };
    }

    private static Optional<Obstacle> schemes(ClientHello client, List<Integer> needed, PublicKey key) {
        boolean fits = client.signatureSchemes()
                .map(offered -> needed.stream().anyMatch(offered::contains))
                .orElse(true);
        return fits ? Optional.empty() : Optional.of(cannotVerify(client, key));
    }

    private static Optional<Obstacle> curve(ClientHello client, PublicKey key) {
        boolean known = !(key instanceof ECPublicKey ec)
                || client.groups()
                        .map(groups -> groups.contains(CURVES.get(bits(ec))))
                        .orElse(true);
        return known
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Kind.ALGORITHM,
                        "it does not know the curve of the certificate, " + TlsNames.key(key) + ", and knows "
                                + listed(client.groups().orElse(Set.of()).stream()
                                        .map(TlsNames::group))));
    }

    private static Obstacle cannotVerify(ClientHello client, PublicKey key) {
        return new Obstacle(
                Kind.ALGORITHM,
                "it cannot verify a signature of " + TlsNames.key(key) + ", and verifies "
                        + listed(client.signatureSchemes().orElse(Set.of()).stream()
                                .map(TlsNames::scheme)));
    }

    private static List<Integer> schemesInTls13(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return Stream.ofNullable(ECDSA_SCHEMES.get(bits(ec))).toList();
        }
        // Both kinds are called EdDSA; the parameters tell them apart.
        return key instanceof EdECPublicKey eddsa
                ? Stream.ofNullable(EDDSA_SCHEMES.get(eddsa.getParams().getName()))
                        .toList()
                : key.getAlgorithm().equals("RSA") ? RSA_PSS : PssSchemes.of(key);
    }

    private static int bits(ECPublicKey key) {
        return key.getParams().getOrder().bitLength();
    }

    private static String listed(Stream<String> names) {
        List<String> all = names.sorted().toList();
        String listed = all.stream().limit(LISTED).collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : listed + (all.size() > LISTED ? " and more" : "");
    }
}
