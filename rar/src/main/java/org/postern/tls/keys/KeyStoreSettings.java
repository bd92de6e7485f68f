package org.postern.tls.keys;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The administrator's words about a key store or a trust store.
 *
 * @param source a list of {@code container}, {@code file:PATH}, {@code pem:PATH} and {@code jndi:NAME}
 * @param type the type of the container's key store and of those in files, for example {@code PKCS12}; null means that
 *     it is detected
 * @param storePasswords those of the stores of the list, in any order
 * @param keyPassword null means the same as the store's
 * @param names what these settings are called
 */
public record KeyStoreSettings(
        String source,
        @Nullable String type,
        List<String> storePasswords,
        @Nullable String keyPassword,
        SettingNames names) {

    public KeyStoreSettings {
        storePasswords = List.copyOf(storePasswords);
    }

    /** The settings of the keys that the adapter serves with, where the stores have one password. */
    public KeyStoreSettings(
            String source, @Nullable String type, @Nullable String storePassword, @Nullable String keyPassword) {
        this(source, type, Stream.ofNullable(storePassword).toList(), keyPassword, SettingNames.ADAPTER);
    }

    /** The passwords that may open a store of the list and its keys, each in its turn. */
    Passwords passwords() {
        return new Passwords(
                storePasswords.stream().distinct().toList(),
                Stream.concat(Stream.ofNullable(keyPassword), storePasswords.stream())
                        .distinct()
                        .toList());
    }

    /** Shows whether there are passwords, never what they are. */
    @Override
    public String toString() {
        return "KeyStoreSettings[source=" + source + ", type=" + type + ", " + storePasswords.size()
                + " passwords of stores, " + (keyPassword == null ? "none" : "one") + " of keys]";
    }
}
