package org.postern.tls.keys;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.spec.InvalidKeySpecException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.bc.ObjectStore;
import org.bouncycastle.asn1.bc.ObjectStoreIntegrityCheck;
import org.bouncycastle.asn1.bc.PbkdMacIntegrityCheck;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** Opens a key store in a file. */
final class StoreFile {
    private final File file;
    private final @Nullable String type;

    StoreFile(File file, @Nullable String type) {
        this.file = file;
        this.type = type;
    }

    /** Opens it with the first of the passwords that fits; without any, with the empty one, which is what key vaults export. */
    KeyStore open(List<String> passwords) throws IOException, GeneralSecurityException {
        List<String> candidates = passwords.isEmpty() ? List.of("") : passwords;
        int last = candidates.size() - 1;
        for (String password : candidates.subList(0, last)) {
            try {
                return open(password.toCharArray());
            } catch (IOException e) {
                if (!isWrongPassword(e)) {
                    throw e;
                }
            }
        }
        return open(candidates.get(last).toCharArray());
    }

    /** Opens it with no password at all, where none is known: a PKCS12 file gives its keys without their certificates then. */
    Optional<KeyStore> openWithout(Passwords passwords) {
        try {
            return passwords.ofStore().isEmpty() ? Optional.of(open((char[]) null)) : Optional.empty();
        } catch (IOException | GeneralSecurityException | RuntimeException | StackOverflowError | LinkageError e) {
            return Optional.empty(); // Then it is as was said with a password.
        }
    }

    /**
     * Reads a PKCS12 file that the JDK cannot read, because one certificate in it is for a kind of key that Java does not
     * know, or of which it passes the keys over. The password is looked at first.
     */
    Optional<Pkcs12Keys> readWithWhatJavaCannotRead(Passwords passwords) {
        if (type != null && !type.equalsIgnoreCase(StoreTypes.PKCS12)) {
            return Optional.empty();
        }
        for (String password : passwords.ofStore().isEmpty() ? Pkcs12Keys.EMPTY : passwords.ofStore()) {
            try {
                return Optional.of(
                        Pkcs12Keys.read(Files.readAllBytes(file.toPath()), password.toCharArray(), passwords));
            } catch (IOException | GeneralSecurityException | RuntimeException | StackOverflowError e) {
                // Then it is as the JDK says.
            }
        }
        return Optional.empty();
    }

    /** Whether opening failed because of a certificate in it: of a kind that Java does not know, or damaged. */
    static boolean isUnreadCertificate(Throwable failure) {
        // Of a PKCS12 file, the JDK says that it cannot be decrypted, and the true reason as text.
        return failure instanceof CertificateException
                || (failure.getMessage() != null && failure.getMessage().contains("CertificateParsingException"))
                || (failure.getCause() != null && isUnreadCertificate(failure.getCause()));
    }

    /** Whether opening failed for no other reason. BCFKS has no way to tell a wrong password from a changed file. */
    static boolean isWrongPassword(Throwable failure) {
        String message = failure.getMessage();
        return failure.getCause() instanceof UnrecoverableKeyException
                || (message != null && message.contains("MAC calculation failed"));
    }

    private KeyStore open(char @Nullable [] password) throws IOException, GeneralSecurityException {
        if (type != null) {
            return load(
                    type.equalsIgnoreCase(StoreTypes.BCFKS) ? bcfks(asBcfks()) : KeyStore.getInstance(type), password);
        }
        try {
            return KeyStore.getInstance(file, password);
        } catch (KeyStoreException e) {
            // Recognised by no provider of this JVM, of which Bouncy Castle is none.
            Optional<ObjectStore> content = asBcfks();
            if (content.isPresent()) {
                return load(bcfks(content), password);
            }
            throw e;
        }
    }

    private KeyStore load(KeyStore store, char @Nullable [] password) throws IOException, GeneralSecurityException {
        try (InputStream in = new FileInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    /** The provider is not registered with the JVM, which would keep the adapter in memory after it is undeployed. */
    private KeyStore bcfks(Optional<ObjectStore> content) throws GeneralSecurityException {
        if (content.isPresent()) {
            requireBearable(content.get());
        }
        return KeyStore.getInstance(StoreTypes.BCFKS, new BouncyCastleProvider());
    }

    /** What comes after this is sealed with the password. */
    private static void requireBearable(ObjectStore content) throws InvalidKeySpecException {
        ObjectStoreIntegrityCheck check = content.getIntegrityCheck();
        if (check.getType() == ObjectStoreIntegrityCheck.PBKD_MAC_CHECK) {
            KeyDerivation.require(
                    PbkdMacIntegrityCheck.getInstance(check.getIntegrityCheck()).getPbkdAlgorithm());
        }
    }

    private Optional<ObjectStore> asBcfks() {
        try (InputStream in = new FileInputStream(file);
                ASN1InputStream asn1 = new ASN1InputStream(in)) {
            return Optional.ofNullable(ObjectStore.getInstance(asn1.readObject()));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }
}
