package org.postern.tls.keys;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What kind a key is of, in the words of administrators.
 *
 * @param text with its article, for example {@code an EC key of the curve secp256k1}
 * @param ofTls whether the TLS of Java can use keys of this kind
 */
public record KeyKind(String text, boolean ofTls) {
    /** As the providers of the JVM call them. */
    private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS",
            X9ObjectIdentifiers.id_ecPublicKey, "EC",
            X9ObjectIdentifiers.id_dsa, "DSA",
            EdECObjectIdentifiers.id_Ed25519, "EdDSA",
            EdECObjectIdentifiers.id_Ed448, "EdDSA");

    /** Since JDK 16; those of RFC 8422 section 5.1.1. */
    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    /** The kind of a private key, unless the key is in a device, which shows nothing of it. */
    public static Optional<KeyKind> of(byte[] pkcs8) {
        try {
            return Optional.of(of(PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm()));
        } catch (RuntimeException e) {
            return Optional.empty(); // not a private key by the letter
        }
    }

    /** What the providers of the JVM call an algorithm, if they know it. */
    static Optional<String> algorithm(ASN1ObjectIdentifier kind) {
        return Optional.ofNullable(ALGORITHMS.get(kind));
    }

    static KeyKind of(AlgorithmIdentifier algorithm) {
        if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return algorithm(algorithm.getAlgorithm())
                    .map(name -> new KeyKind("a key of the kind " + name, true))
                    .orElseGet(() -> new KeyKind("a key of the unknown kind " + algorithm.getAlgorithm(), false));
        }
        ASN1Encodable parameters = algorithm.getParameters();
        if (parameters instanceof ASN1ObjectIdentifier curve) {
            String name = ECNamedCurveTable.getName(curve);
            return new KeyKind(
                    "an EC key of the curve " + (name == null ? curve.getId() : name), CURVES.contains(curve));
        }
        return new KeyKind(
                parameters instanceof ASN1Sequence
                        ? "an EC key with parameters of its own instead of the name of a curve"
                        : "an EC key that does not tell its curve",
                false);
    }
}
