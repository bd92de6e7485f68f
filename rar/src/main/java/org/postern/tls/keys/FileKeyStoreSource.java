package org.postern.tls.keys;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key store in a file.
 *
 * @param type null means the one that is recognised
 */
record FileKeyStoreSource(
        String description, File file, @Nullable String type, Passwords passwords, SettingNames names)
        implements KeyStoreSource {
    /** Five thousand keys with their chains are half of it; reading takes several times as much memory. */
    private static final long MAX_OCTETS = 64L << 20;

    @Override
    public Object fingerprint() {
        return FileFingerprint.of(file);
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        if (!file.isFile()) {
            // Also because the JDK waits forever for the content of a pipe.
            throw notAFile();
        }
        if (file.length() > MAX_OCTETS) {
            throw new KeyStoreUnreadableException(
                    "Cannot read " + description
                            + ": it is larger than 64 MiB. Put the entries that are needed into one"
                            + " of their own, or correct " + names.location() + ".",
                    null);
        }
        StoreFile content = new StoreFile(file, type);
        try {
            LoadedKeys keys = keys(content.open(passwords.ofStore()));
            return keys.keyAliases().isEmpty()
                    ? odd(content)
                            .filter(odd -> !odd.keyAliases().isEmpty())
                            .<LoadedKeys>map(odd -> odd)
                            .orElse(keys)
                    : keys;
        } catch (IOException | GeneralSecurityException | RuntimeException | StackOverflowError | LinkageError e) {
            // Providers answer odd content with exceptions of every kind, and parsers what is nested with the stack's
            // end.
            return odd(content)
                    .<LoadedKeys>map(odd -> odd)
                    .or(() -> content.openWithout(passwords).map(this::keys))
                    .orElseThrow(() ->
                            new KeyStoreUnreadableException("Cannot read " + description + ": " + remedy(e) + ".", e));
        }
    }

    private LoadedKeys keys(KeyStore store) {
        LoadedKeys keys = new KeyStoreKeys(store, passwords.ofKeys());
        return store.getType().equals(StoreTypes.BCFKS) ? new JdkMadeKeys(keys) : keys;
    }

    /** What holds a key that the JDK does not give. Of a trust store, more authorities would be read than the JDK reads. */
    private Optional<Pkcs12Keys> odd(StoreFile content) {
        return names.store().equals(SettingNames.ADAPTER.store())
                ? content.readWithWhatJavaCannotRead(passwords)
                : Optional.empty();
    }

    private KeyStoreUnreadableException notAFile() {
        String tried = "Cannot read " + description + ": ";
        return mayNotBeSeen()
                ? new KeyStoreUnreadableException(tried + forbidden() + ".", null)
                : KeyStoreUnreadableException.gone(
                        tried + "there is no such file. Create it, or correct " + names.location() + ".", null);
    }

    private boolean mayNotBeSeen() {
        try {
            return !file.exists() && !Files.notExists(file.toPath());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private String remedy(Throwable failure) {
        if (!file.canRead()) {
            return forbidden();
        }
        if (failure instanceof LinkageError) {
            return "the security provider of its type lacks a part of itself (" + failure
                    + "). Install all of that provider";
        }
        if (StoreFile.isUnreadCertificate(failure)) {
            return "Java cannot read one of its certificates, which is damaged, or for a kind of key that Java does not know."
                    + " Remove it from the file, or restore the file";
        }
        if (StoreFile.isWrongPassword(failure)) {
            // A seal that does not fit does not tell why.
            return "its password is wrong, or it is damaged. Correct " + names.password() + ", or restore the file";
        }
        String expected = type == null ? "type known to this JVM" : "type " + type;
        return "it is damaged, or not of a " + expected + ". Restore the file, or correct " + names.type();
    }

    private static String forbidden() {
        return "the server's user may not read it. Permit that user to read the file";
    }
}
