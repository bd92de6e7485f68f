package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves by a signature that a private key belongs to a public key. That is what the key will have to do in a handshake,
 * works alike for every kind of key, and needs no look into the private key, which hardware would not allow.
 */
final class KeyProof {
    private static final String PSS = "RSASSA-PSS";
    private static final Map<String, String> SIGNATURE_BY_KEY =
            Map.of("RSA", "SHA256withRSA", PSS, PSS, "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    /** Octets of the hashes that TLS has for RSASSA-PSS. */
    private static final Map<String, Integer> SALTS = Map.of("SHA-256", 32, "SHA-384", 48, "SHA-512", 64);

    private static final byte[] CHALLENGE = {'p', 'o', 's', 't', 'e', 'r', 'n'};

    /** A certificate and its private key. */
    record Possession(PrivateKey key, X509Certificate certificate) {}

    private KeyProof() {}

    /** Whether TLS servers can use this kind of key here. */
    static boolean canProve(PrivateKey key) {
        return SIGNATURE_BY_KEY.containsKey(key.getAlgorithm());
    }

    /**
     * Whether the two belong together.
     *
     * @throws GeneralSecurityException when the private key does not sign at all
     */
    static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        return verifies(publicKey, algorithm(privateKey), signed(privateKey));
    }

    /**
     * The first of certificates that belongs to a key, and the key as that certificate wants it.
     *
     * @throws GeneralSecurityException when the private key does not sign at all
     */
    static Optional<Possession> possession(PrivateKey privateKey, List<X509Certificate> certificates)
            throws GeneralSecurityException {
        byte[] signature = signed(privateKey);
        for (X509Certificate certificate : certificates) {
            PublicKey certified = certificate.getPublicKey();
            PrivateKey fitted = FittedKey.of(privateKey, certified);
            boolean belong = fitted.equals(privateKey)
                    ? verifies(certified, algorithm(privateKey), signature)
                    : belongTogether(fitted, certified);
            if (belong) {
                return Optional.of(new Possession(fitted, certificate));
            }
        }
        return Optional.empty();
    }

    /** Whether one of certificates is for a key that would have to sign otherwise for it, and does not leave its device. */
    static boolean cannotBeFitted(PrivateKey privateKey, List<X509Certificate> certificates) {
        return privateKey instanceof RSAKey own
                && certificates.stream()
                        .map(X509Certificate::getPublicKey)
                        .anyMatch(certified -> certified instanceof RSAKey rsa
                                && rsa.getModulus().equals(own.getModulus()));
    }

    /** The same, for a key that belonged to the public key before. */
    static boolean signsFor(PrivateKey privateKey, PublicKey publicKey) {
        try {
            return belongTogether(privateKey, publicKey);
        } catch (GeneralSecurityException | ProviderException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) throws InvalidKeyException {
        String algorithm = SIGNATURE_BY_KEY.get(key.getAlgorithm());
        if (algorithm == null) {
            throw new InvalidKeyException("Not a key for TLS: " + key.getAlgorithm());
        }
        return algorithm;
    }

    private static byte[] signed(PrivateKey key) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(algorithm(key));
        signer.initSign(key);
        setParameters(signer, key);
        signer.update(CHALLENGE);
        return signer.sign();
    }

    private static boolean verifies(PublicKey publicKey, String algorithm, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        try {
            verifier.initVerify(publicKey);
            setParameters(verifier, publicKey);
            verifier.update(CHALLENGE);
            return verifier.verify(signature);
        } catch (InvalidKeyException | InvalidAlgorithmParameterException | SignatureException e) {
            return false; // a key of another kind or size refuses the signature instead of denying it
        }
    }

    /**
     * Whether TLS can sign with it: a key of RSASSA-PSS may be bound to parameters that are not those of TLS, where the salt
     * is as long as the hash, and the mask is of the same hash (RFC 8446 section 4.2.3). Some clients do without.
     */
    static boolean isForTls(PrivateKey key) {
        return !(key instanceof RSAKey rsa)
                || !(rsa.getParams() instanceof PSSParameterSpec bound)
                || (bound.getMGFParameters() instanceof MGF1ParameterSpec mask
                        && mask.getDigestAlgorithm().equals(bound.getDigestAlgorithm())
                        && SALTS.getOrDefault(bound.getDigestAlgorithm(), -1) == bound.getSaltLength());
    }

    /** A key of this kind may be bound to a hash (RFC 4055 section 3.3); others have to be told one. */
    private static void setParameters(Signature signature, Key key) throws InvalidAlgorithmParameterException {
        if (key.getAlgorithm().equals(PSS)) {
            signature.setParameter(pss(key));
        }
    }

    private static AlgorithmParameterSpec pss(Key key) {
        return key instanceof RSAKey rsa && rsa.getParams() != null
                ? rsa.getParams()
                : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
    }
}
