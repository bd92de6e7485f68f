package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class GlassFishPasswordTest {
    private static final String HOLDER = """
            package org.glassfish.security.common;
            public interface MasterPassword {
                char[] getMasterPassword();
            }
            """;
    private static final String HOLDER_OF_PAYARA = """
            package org.glassfish.security.common;
            public interface MasterPassword {
                Object getMasterPasswordAdapter();
            }
            """;
    private static final String SERVICES = """
            package org.glassfish.internal.api;
            public class Globals {
                public static char[] password;
                public static <T> T get(Class<T> type) {
                    return type.cast(java.lang.reflect.Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> password));
                }
            }
            """;
    private static final ServerClasses GLASSFISH = StandIns.of(HOLDER, SERVICES);

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void writeTheServersKeyStore() {
        properties.put(
                "javax.net.ssl.keyStore",
                TestKeyStore.pkcs12()
                        .key("s1as", TestCertificates.EC)
                        .write(directory.resolve("keystore.p12"))
                        .toString());
        masterPassword(TestKeyStore.PASSWORD);
    }

    @Test
    void opensTheStoreOfTheJvm() throws Exception {
        KeyStoreSource source = source(GLASSFISH);

        assertThat(source.load().key("s1as")).isPresent();
        assertThat(source + " " + source.fingerprint() + GlassFishPassword.ask(GLASSFISH))
                .doesNotContain(TestKeyStore.PASSWORD);
    }

    @Test
    void noticesAnotherOne() throws Exception {
        masterPassword("wrong");
        KeyStoreSource source = source(GLASSFISH);
        Object before = source.fingerprint();
        assertThatThrownBy(source::load).hasMessageContaining("its password is wrong");

        masterPassword(TestKeyStore.PASSWORD);

        assertThat(source.fingerprint()).isNotEqualTo(before);
        assertThat(source.load().key("s1as")).isPresent();
    }

    @Test
    void isNotAskedForWhereThePropertyHasThePassword() {
        properties.put("javax.net.ssl.keyStorePassword", "wrong");

        assertThatThrownBy(source(GLASSFISH)::load).hasMessageContaining("its password is wrong");
    }

    @Test
    void otherServersHaveNone() {
        for (ServerClasses other : new ServerClasses[] {StandIns.of(), StandIns.of(HOLDER), StandIns.of(SERVICES)}) {
            assertThat(GlassFishPassword.ask(other)).isEqualTo(new GlassFishPassword(Optional.empty(), ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static Object get(Class<?> type) { return null; } | Globals.get answers nothing",
                "static Object get(String type) { return null; } | Globals.get does not exist as it was expected",
                "static Object get(Class<?> type) { throw new IllegalStateException(\"secret\"); } | Globals.get fails (java.lang.IllegalStateException)",
                "static Object get(Class<?> type) { return new Globals(); } | Globals.getMasterPassword does not exist as it was expected",
                "static Object get(Class<?> type) { return new Globals(); } public String getMasterPassword() { return \"secret\"; } | Globals.getMasterPassword answers something else than a char[]",
                "static Object get(Class<?> type) { return new Globals(); } public char[] getMasterPassword() { return null; } | there is none",
            })
    void whatIsDifferentIsARemarkWhereThePasswordIsMissing(String methods, String reason) {
        ServerClasses classes = StandIns.of(
                HOLDER_OF_PAYARA, "package org.glassfish.internal.api; public class Globals { public " + methods + "}");

        KeyStoreSource source = source(classes);

        assertThat(source.description())
                .endsWith("(javax.net.ssl.keyStore; GlassFish does not tell its master password: " + reason + ")");
        assertThatCode(source::load).doesNotThrowAnyException();
        properties.put("javax.net.ssl.keyStorePassword", TestKeyStore.PASSWORD);
        assertThat(source.description()).endsWith("(javax.net.ssl.keyStore)");
    }

    private KeyStoreSource source(ServerClasses classes) {
        return new PointedKeyStoreSource(new JvmKeyStore(new ContainerSettings(
                new KeyStoreSettings("container", null, null, null),
                name -> Optional.ofNullable(properties.get(name)),
                classes)));
    }

    private static void masterPassword(String password) {
        StandIns.set(GLASSFISH.loader(), "org.glassfish.internal.api.Globals", "password", password.toCharArray());
    }
}
