package org.postern.tls;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people call the numbers in a ClientHello (IANA registries of TLS parameters); those without a name here stay numbers. */
final class TlsNames {
    private static final Map<Integer, String> VERSIONS =
            Map.of(0x0300, "SSL 3.0", 0x0301, "TLS 1.0", 0x0302, "TLS 1.1", 0x0303, "TLS 1.2", 0x0304, "TLS 1.3");

    private static final Map<Integer, String> TLS_1_3_SUITES = Map.of(
            0x1301, "TLS_AES_128_GCM_SHA256", 0x1302, "TLS_AES_256_GCM_SHA384", 0x1303, "TLS_CHACHA20_POLY1305_SHA256");

    private static final Map<Integer, String> GROUPS = Map.of(
            0x0017, "P-256",
            0x0018, "P-384",
            0x0019, "P-521",
            0x001d, "X25519",
            0x001e, "X448",
            0x0100, "ffdhe2048",
            0x0101, "ffdhe3072",
            0x11ec, "X25519MLKEM768");

    private static final Map<Integer, String> SCHEMES = Map.ofEntries(
            Map.entry(0x0201, "rsa_pkcs1_sha1"),
            Map.entry(0x0203, "ecdsa_sha1"),
            Map.entry(0x0401, "rsa_pkcs1_sha256"),
            Map.entry(0x0501, "rsa_pkcs1_sha384"),
            Map.entry(0x0601, "rsa_pkcs1_sha512"),
            Map.entry(0x0403, "ecdsa_secp256r1_sha256"),
            Map.entry(0x0503, "ecdsa_secp384r1_sha384"),
            Map.entry(0x0603, "ecdsa_secp521r1_sha512"),
            Map.entry(0x0804, "rsa_pss_rsae_sha256"),
            Map.entry(0x0805, "rsa_pss_rsae_sha384"),
            Map.entry(0x0806, "rsa_pss_rsae_sha512"),
            Map.entry(0x0807, "ed25519"),
            Map.entry(0x0808, "ed448"),
            Map.entry(0x0809, "rsa_pss_pss_sha256"),
            Map.entry(0x080a, "rsa_pss_pss_sha384"),
            Map.entry(0x080b, "rsa_pss_pss_sha512"));

    private TlsNames() {}

    static String versions(Set<Integer> numbers) {
        return new TreeSet<>(numbers)
                .stream().map(number -> named(VERSIONS, number)).collect(Collectors.joining(", "));
    }

    static Stream<String> ofTls13(Set<Integer> numbers) {
        return numbers.stream().flatMap(number -> Stream.ofNullable(TLS_1_3_SUITES.get(number)));
    }

    static String cipherSuite(int number) {
        return Stream.concat(ofTls13(Set.of(number)), Tls12CipherSuites.named(Set.of(number)))
                .findFirst()
                .orElseGet(() -> hex(number));
    }

    static String group(int number) {
        return named(GROUPS, number);
    }

    static String scheme(int number) {
        return named(SCHEMES, number);
    }

    /** {@code RSA 2048}, {@code RSASSA-PSS 2048 bound to SHA-384}, {@code EC P-384}, {@code Ed25519}. */
    static String key(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            String bound = rsa.getParams() instanceof PSSParameterSpec parameters
                    ? " bound to " + parameters.getDigestAlgorithm()
                    : "";
            return rsa.getAlgorithm() + " " + rsa.getModulus().bitLength() + bound;
        }
        if (key instanceof EdECPublicKey eddsa) {
            return eddsa.getParams().getName();
        }
        return key instanceof ECPublicKey ec
                ? "EC P-" + ec.getParams().getOrder().bitLength()
                : key.getAlgorithm();
    }

    private static String named(Map<Integer, String> names, int number) {
        return names.getOrDefault(number, hex(number));
    }

    private static String hex(int number) {
        return String.format("0x%04x", number);
    }
}
