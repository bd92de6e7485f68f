package org.postern.ra.identity;

import jakarta.resource.spi.security.PasswordCredential;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which credentials may contain a password as it was typed: containers add it for adapters of databases. */
final class Secrets {
    private Secrets() {}

    /** By its type, because there is no other way to tell: what can be anything counts as one. */
    static boolean isSecret(Object credential) {
        return credential instanceof CharSequence
                || credential instanceof Map
                || credential.getClass().isArray()
                || types(credential.getClass()).anyMatch(Secrets::isNamedSo);
    }

    /** As far as its type lets that be done. */
    static void clear(Object secret) {
        if (secret instanceof PasswordCredential credential) {
            Password.clear(credential.getPassword());
        } else if (secret instanceof char[] characters) {
            Password.clear(characters);
        }
    }

    private static Stream<@Nullable Class<?>> types(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass);
    }

    private static boolean isNamedSo(Class<?> type) {
        return type.getSimpleName().toLowerCase(Locale.ROOT).contains("password");
    }
}
