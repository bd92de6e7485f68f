package org.postern.tls.keys;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The administrator's words about a key store or a trust store.
 *
 * @param source a list of {@code container}, {@code file:PATH}, {@code pem:PATH} and {@code jndi:NAME}
 * @param type the type of the container's key store and of those in files, for example {@code PKCS12}; null means that
 *     it is detected
 * @param storePassword null means none
 * @param keyPassword null means the same as the store's
 * @param names what these settings are called
 */
public record KeyStoreSettings(
        String source,
        @Nullable String type,
        @Nullable String storePassword,
        @Nullable String keyPassword,
        SettingNames names) {

    /** The settings of the keys that the adapter serves with. */
    public KeyStoreSettings(
            String source, @Nullable String type, @Nullable String storePassword, @Nullable String keyPassword) {
        this(source, type, storePassword, keyPassword, SettingNames.ADAPTER);
    }

    /** The passwords that may open the store and its keys. */
    Passwords passwords() {
        return new Passwords(given(storePassword), given(keyPassword, storePassword));
    }

    /** Shows whether there are passwords, never what they are. */
    @Override
    public String toString() {
        return "KeyStoreSettings[source=" + source + ", type=" + type + ", storePassword=" + redacted(storePassword)
                + ", keyPassword=" + redacted(keyPassword) + "]";
    }

    private static List<String> given(@Nullable String... passwords) {
        return Stream.of(passwords).filter(Objects::nonNull).distinct().toList();
    }

    private static String redacted(@Nullable String password) {
        return password == null ? "none" : "(hidden)";
    }
}
