package org.postern.tls;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The administrator's words about the key store.
 *
 * @param source {@code container}, or {@code file:PATH}
 * @param type the type of the key store, for example {@code PKCS12}; null means that it is detected
 * @param storePassword null means none
 * @param keyPassword null means the same as the store's
 */
public record KeyStoreSettings(
        String source,
        @Nullable String type,
        @Nullable String storePassword,
        @Nullable String keyPassword) {

    /** The passwords that may open a key, the likeliest first. */
    List<String> keyPasswords() {
        return Stream.of(keyPassword, storePassword)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Shows whether there are passwords, never what they are. */
    @Override
    public String toString() {
        return "KeyStoreSettings[source=" + source + ", type=" + type + ", storePassword=" + redacted(storePassword)
                + ", keyPassword=" + redacted(keyPassword) + "]";
    }

    private static String redacted(@Nullable String password) {
        return password == null ? "none" : "(hidden)";
    }
}
