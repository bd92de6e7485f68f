package org.postern.tls.keys;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** A private key as it stands in a PEM file, perhaps encrypted. Nothing is decrypted before it is asked for. */
final class PemPrivateKey {
    private final Object parsed;

    private PemPrivateKey(Object parsed) {
        this.parsed = parsed;
    }

    /** PKCS#8, or what OpenSSL wrote before it: PKCS#1 for RSA and SEC 1 for EC. */
    static PemPrivateKey of(PemBlock block) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(block.text()))) {
            return new PemPrivateKey(Objects.requireNonNull(parser.readObject()));
        } catch (IOException | RuntimeException e) {
            throw new IOException("its " + block.label() + " is damaged", e);
        }
    }

    /** The same form without a file of its own. */
    static PemPrivateKey of(PKCS8EncryptedPrivateKeyInfo encrypted) {
        return new PemPrivateKey(encrypted);
    }

    static PemPrivateKey of(PrivateKeyInfo plain) {
        return new PemPrivateKey(plain);
    }

    /** The key, opened by the first of the passwords that fits. */
    PrivateKey open(List<String> passwords) throws GeneralSecurityException {
        if (parsed instanceof PrivateKeyInfo info) {
            return JdkObjects.privateKey(info);
        }
        if (parsed instanceof PEMKeyPair pair) {
            return JdkObjects.privateKey(pair.getPrivateKeyInfo());
        }
        if (parsed instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            KeyDerivation.require(encrypted.getEncryptionAlgorithm());
        }
        UnrecoverableKeyException failure =
                new UnrecoverableKeyException("The private key is encrypted, and no password given opens it");
        for (String password : passwords) {
            try {
                return JdkObjects.privateKey(decrypt(password.toCharArray()));
            } catch (KeyOfNoUseException e) {
                throw e; // The password fits.
            } catch (IOException | PKCSException | GeneralSecurityException | RuntimeException e) {
                // A wrong password gives random octets, which fail in many ways.
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private PrivateKeyInfo decrypt(char[] password) throws IOException, PKCSException, GeneralSecurityException {
        if (parsed instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return encrypted.decryptPrivateKeyInfo(KeyDerivation.decryptor(password));
        }
        if (parsed instanceof PEMEncryptedKeyPair encrypted) {
            return encrypted
                    .decryptKeyPair(new BcPEMDecryptorProvider(password))
                    .getPrivateKeyInfo();
        }
        throw new UnrecoverableKeyException("Not a private key");
    }
}
