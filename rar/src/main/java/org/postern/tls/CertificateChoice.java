package org.postern.tls;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the certificates of a binding for one client: of those that it can verify, the first that is for the
 * host it asks for, else the first. A client that can verify none gets the first too, and says itself why it fails.
 */
final class CertificateChoice {
    private static final int TLS_1_3 = 0x0304;
    private static final Set<Integer> RSA_PSS = Set.of(0x0804, 0x0805, 0x0806);
    /** By the size of the curve's order: in TLS 1.3 each curve has one scheme (RFC 8446 section 4.2.3). */
    private static final Map<Integer, Integer> ECDSA_SCHEMES = Map.of(256, 0x0403, 384, 0x0503, 521, 0x0603);

    private static final Map<Integer, Integer> CURVES = Map.of(256, 23, 384, 24, 521, 25);
    private static final Map<String, Integer> EDDSA_SCHEMES = Map.of("Ed25519", 0x0807, "Ed448", 0x0808);

    /** What a signature algorithm of TLS 1.2 ends with (RFC 5246 section 7.4.1.4.1). */
    private static final int TLS_1_2_RSA = 1;

    private static final int TLS_1_2_ECDSA = 3;

    private final TlsPolicy policy;

    CertificateChoice(TlsPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param certificates at least one, in the order of the binding
     */
    ServerCertificate choose(List<ServerCertificate> certificates, ClientHello client) {
        List<ServerCertificate> verifiable =
                certificates.stream().filter(one -> canVerify(client, one)).toList();
        return Stream.concat(
                        verifiable.stream()
                                .filter(one ->
                                        client.serverName().filter(one::covers).isPresent()),
                        Stream.concat(verifiable.stream(), certificates.stream()))
                .findFirst()
                .orElseThrow();
    }

    private boolean canVerify(ClientHello client, ServerCertificate certificate) {
        PublicKey key = certificate.leaf().getPublicKey();
        boolean tls13 =
                client.versions().contains(TLS_1_3) && policy.protocols().contains("TLSv1.3");
        return tls13 ? canVerifyInTls13(client, key) : canVerifyInTls12(client, key);
    }

    private static boolean canVerifyInTls13(ClientHello client, PublicKey key) {
        return client.signatureSchemes()
                .map(schemes -> schemesInTls13(key).anyMatch(schemes::contains))
                .orElse(true);
    }

    private boolean canVerifyInTls12(ClientHello client, PublicKey key) {
        boolean rsa = key.getAlgorithm().equals("RSA");
        boolean suites = Tls12CipherSuites.named(client.cipherSuites())
                .filter(policy.cipherSuites()::contains)
                .anyMatch(suite -> suite.contains("_ECDSA_") != rsa);
        boolean schemes = client.signatureSchemes()
                .map(offered -> schemesInTls12(key, offered))
                .orElse(true);
        boolean curve = !(key instanceof ECPublicKey ec)
                || client.groups()
                        .map(groups -> groups.contains(CURVES.get(bits(ec))))
                        .orElse(true);
        return suites && schemes && curve;
    }

    private static Stream<Integer> schemesInTls13(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return Stream.ofNullable(ECDSA_SCHEMES.get(bits(ec)));
        }
        return key.getAlgorithm().equals("RSA") ? RSA_PSS.stream() : Stream.ofNullable(eddsaScheme(key));
    }

    private static boolean schemesInTls12(PublicKey key, Set<Integer> offered) {
        return switch (key.getAlgorithm()) {
            case "RSA" ->
                offered.stream().anyMatch(scheme -> RSA_PSS.contains(scheme) || (scheme & 0xff) == TLS_1_2_RSA);
            case "EC" -> offered.stream().anyMatch(scheme -> (scheme & 0xff) == TLS_1_2_ECDSA);
            default -> Stream.ofNullable(eddsaScheme(key)).anyMatch(offered::contains);
        };
    }

    /** Both kinds are called EdDSA; the parameters tell them apart. */
    private static @Nullable Integer eddsaScheme(PublicKey key) {
        return key instanceof EdECPublicKey eddsa
                ? EDDSA_SCHEMES.get(eddsa.getParams().getName())
                : null;
    }

    private static int bits(ECPublicKey key) {
        return key.getParams().getOrder().bitLength();
    }
}
