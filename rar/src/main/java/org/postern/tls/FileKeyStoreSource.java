package org.postern.tls;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import org.jspecify.annotations.Nullable;

/** A key store in a file. Its type is the one given, else the one that the JDK recognises. */
final class FileKeyStoreSource implements KeyStoreSource {
    private final String description;
    private final File file;
    private final KeyStoreSettings settings;
    private final SettingNames names;

    FileKeyStoreSource(String description, File file, KeyStoreSettings settings, SettingNames names) {
        this.description = description;
        this.file = file;
        this.settings = settings;
        this.names = names;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Object fingerprint() {
        return FileFingerprint.of(file);
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        try {
            return new LoadedKeys(open(), settings.keyPasswords());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // IllegalArgumentException is how the JDK says that there is no file.
            throw new KeyStoreUnreadableException("Cannot read " + description + ": " + remedy(e) + ".", e);
        }
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        String password = settings.storePassword();
        char @Nullable [] characters = password == null ? null : password.toCharArray();
        String type = settings.type();
        if (type == null) {
            return KeyStore.getInstance(file, characters);
        }
        KeyStore store = KeyStore.getInstance(type);
        try (InputStream in = new FileInputStream(file)) {
            store.load(in, characters);
        }
        return store;
    }

    private String remedy(Exception failure) {
        if (!file.isFile()) {
            return "there is no such file. Create it, or correct " + names.location();
        }
        if (!file.canRead()) {
            return "the server's user may not read it. Permit that user to read the file";
        }
        if (failure.getCause() instanceof UnrecoverableKeyException) {
            return "its password is wrong. Correct " + names.password();
        }
        String type = settings.type() == null ? "type known to this JVM" : "type " + settings.type();
        return "it is damaged, or not of a " + type + ". Restore the file, or correct " + names.type();
    }
}
