package org.postern.tls.keys;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.bc.ObjectStore;
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

    /**
     * Opens it with the first of the passwords that fits. Without any, with the empty one, which is what exports of key
     * vaults have, or with none: a PKCS12 file that is read with none gives its keys without their certificates.
     */
    KeyStore open(List<String> passwords) throws IOException, GeneralSecurityException {
        List<char @Nullable []> candidates = new ArrayList<>();
        passwords.forEach(password -> candidates.add(password.toCharArray()));
        if (passwords.isEmpty()) {
            candidates.add(new char[0]);
            candidates.add(null);
        }
        int last = candidates.size() - 1;
        for (char @Nullable [] password : candidates.subList(0, last)) {
            try {
                return open(password);
            } catch (IOException e) {
                if (!isWrongPassword(e)) {
                    throw e;
                }
            }
        }
        return open(candidates.get(last));
    }

    /**
     * Opens a PKCS12 file that the JDK cannot read, because one certificate in it is for a kind of key that Java does not
     * know: the JDK gives up all others, too, and says that the password is wrong. Bouncy Castle looks at the password first.
     */
    Optional<KeyStore> openWithWhatJavaCannotRead(List<String> passwords) {
        if (type != null && !type.equalsIgnoreCase(StoreTypes.PKCS12)) {
            return Optional.empty();
        }
        for (String password : passwords.isEmpty() ? List.of("") : passwords) {
            try {
                KeyStore store = KeyStore.getInstance(StoreTypes.PKCS12, new BouncyCastleProvider());
                return Optional.of(load(store, password.toCharArray()));
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                // Then it is as the JDK says.
            }
        }
        return Optional.empty();
    }

    /** Whether opening failed for no other reason. BCFKS has no way to tell a wrong password from a changed file. */
    static boolean isWrongPassword(Exception failure) {
        String message = failure.getMessage();
        return failure.getCause() instanceof UnrecoverableKeyException
                || (message != null && message.contains("MAC calculation failed"));
    }

    private KeyStore open(char @Nullable [] password) throws IOException, GeneralSecurityException {
        if (type != null) {
            return load(type.equalsIgnoreCase(StoreTypes.BCFKS) ? bcfks() : KeyStore.getInstance(type), password);
        }
        try {
            return KeyStore.getInstance(file, password);
        } catch (KeyStoreException e) {
            // Recognised by no provider of this JVM, of which Bouncy Castle is none.
            if (isBcfks()) {
                return load(bcfks(), password);
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
    private static KeyStore bcfks() throws KeyStoreException {
        return KeyStore.getInstance(StoreTypes.BCFKS, new BouncyCastleProvider());
    }

    private boolean isBcfks() throws IOException {
        try (InputStream in = new FileInputStream(file);
                ASN1InputStream asn1 = new ASN1InputStream(in)) {
            return ObjectStore.getInstance(asn1.readObject()) != null;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
