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
        try {
            KeyStore store = new StoreFile(file, type).open(passwords.ofStore());
            return store.getType().equals(StoreTypes.BCFKS) ? remade(store) : keys(store);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Providers answer odd content with exceptions of every kind.
            // Of a trust store, Bouncy Castle might give more authorities than the JDK.
            return Optional.of(new StoreFile(file, type))
                    .filter(store -> names.equals(SettingNames.ADAPTER))
                    .flatMap(store -> store.openWithWhatJavaCannotRead(passwords.ofStore()))
                    .map(this::remade)
                    .orElseThrow(() ->
                            new KeyStoreUnreadableException("Cannot read " + description + ": " + remedy(e) + ".", e));
        }
    }

    private LoadedKeys keys(KeyStore store) {
        return new KeyStoreKeys(store, passwords.ofKeys());
    }

    private LoadedKeys remade(KeyStore store) {
        return new JdkMadeKeys(keys(store));
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

    private String remedy(Exception failure) {
        if (!file.canRead()) {
            return forbidden();
        }
        if (StoreFile.isWrongPassword(failure)) {
            return "its password is wrong. Correct " + names.password();
        }
        String expected = type == null ? "type known to this JVM" : "type " + type;
        return "it is damaged, or not of a " + expected + ". Restore the file, or correct " + names.type();
    }

    private static String forbidden() {
        return "the server's user may not read it. Permit that user to read the file";
    }
}
