package org.postern.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * RSA keys say what they are for: all signatures, RSASSA-PSS alone, or that with certain parameters (RFC 4055 section 1.2). A
 * private key and its certificate may say it differently, as when one key was used for two requests. Clients go by the
 * certificate, and so does the key then.
 */
final class FittedKey {
    private FittedKey() {}

    /** A private key as a certificate wants it; the same if it is, or does not leave its device. */
    static PrivateKey of(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        byte[] octets = key.getEncoded();
        if (octets == null || !(key instanceof RSAKey) || !(certified instanceof RSAKey)) {
            return key;
        }
        AlgorithmIdentifier wanted =
                SubjectPublicKeyInfo.getInstance(certified.getEncoded()).getAlgorithm();
        PrivateKeyInfo own = PrivateKeyInfo.getInstance(octets);
        return own.getPrivateKeyAlgorithm().equals(wanted) ? key : made(certified.getAlgorithm(), wanted, own);
    }

    private static PrivateKey made(String kind, AlgorithmIdentifier wanted, PrivateKeyInfo own)
            throws GeneralSecurityException {
        try {
            byte[] octets = new PrivateKeyInfo(wanted, own.parsePrivateKey()).getEncoded();
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(octets));
        } catch (IOException e) {
            throw new InvalidKeySpecException("Not a PKCS#8 private key", e);
        }
    }
}
