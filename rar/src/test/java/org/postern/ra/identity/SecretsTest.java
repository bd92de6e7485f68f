package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.security.PasswordCredential;
import java.nio.CharBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsTest {
    /** Another container's. */
    private static class UserPasswordToken {}

    private static final class Derived extends UserPasswordToken {}

    static List<Object> secrets() {
        return List.of(
                "secret",
                CharBuffer.wrap("secret"),
                "secret".toCharArray(),
                new byte[] {1},
                new int[] {1},
                Map.of(),
                new PasswordCredential("anna", "secret".toCharArray()),
                new UserPasswordToken(),
                new Derived());
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void whatMayContainAPasswordIsASecret(Object credential) {
        assertThat(Secrets.isSecret(credential)).isTrue();
    }

    @Test
    void whatMakesACallerIsNone() {
        assertThat(Secrets.isSecret(new UserServer.Identity("anna", Set.of()))).isFalse();
        assertThat(Secrets.isSecret(new Subject())).isFalse();
        assertThat(Secrets.isSecret((Principal) () -> "anna")).isFalse();
    }

    @Test
    void charactersAreCleared() {
        char[] password = "secret".toCharArray();
        PasswordCredential credential = new PasswordCredential("anna", password);

        Secrets.clear(password);
        Secrets.clear(credential);
        Secrets.clear("no characters");

        assertThat(password).containsOnly('\0');
        assertThat(credential.getPassword()).containsOnly('\0');
    }
}
