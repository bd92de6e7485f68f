package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class LibertyKeyStoreTest {
    private static final String HELPER = "com.ibm.websphere.ssl.JSSEHelper";
    private static final ServerClasses LIBERTY = StandIns.of("""
            package com.ibm.websphere.ssl;
            import java.util.*;
            public class JSSEHelper {
                public static Map<String, Properties> configurations;
                public static JSSEHelper getInstance() { return new JSSEHelper(); }
                public Properties getProperties(String name) { return configurations.get(name); }
                public Properties getProperties(String name, Map<String, Object> connection, Runnable listener) {
                    return name == null && listener == null ? configurations.get("the default") : null;
                }
                public javax.net.ssl.SSLContext getSSLContext(String name, Map<String, Object> connection, Runnable listener) {
                    throw new AssertionError("Liberty gives one for unknown names, too.");
                }
            }
            """);

    @TempDir
    private Path directory;

    private final Map<String, Properties> configurations = new HashMap<>();
    private Path file;

    @BeforeEach
    void writeTheServersKeyStore() {
        StandIns.set(LIBERTY.loader(), HELPER, "configurations", configurations);
        file = TestKeyStore.pkcs12().key("default", TestCertificates.EC).write(directory.resolve("key.p12"));
    }

    @Test
    void otherServersHaveNone() {
        ServerKeyStores.Answer answer = liberty(Optional.empty(), StandIns.of()).ask();

        assertThat(answer.sources()).isEmpty();
        assertThat(answer.tried())
                .isEqualTo("there is no JSSEHelper (Open Liberty with the feature transportSecurity-1.0)");
    }

    @Test
    void readsTheFileOfTheDefaultWithThePasswordThatTheServerTells() throws Exception {
        configure("the default", file, TestKeyStore.PASSWORD).setProperty("com.ibm.ssl.alias", "mailTLS");

        KeyStoreSource source = source(Optional.empty());

        assertThat(source.load().key("default")).isPresent();
        assertThat(source.description()).isEqualTo("Open Liberty's key store " + file + " (mailTLS)");
        assertThat(source + " " + source.fingerprint()).doesNotContain(TestKeyStore.PASSWORD);
    }

    @Test
    void readsTheFileOfTheConfigurationThatIsNamed() throws Exception {
        configure("the default", directory.resolve("another"), "another");
        configure("mail", file, TestKeyStore.PASSWORD);

        assertThat(source(Optional.of("mail")).load().key("default")).isPresent();
        assertThat(source(Optional.of("mail")).description())
                .isEqualTo("Open Liberty's key store " + file + " (SSL configuration mail)");
    }

    @Test
    void opensItWithThePasswordOfTheAdapterWhereTheServerTellsNone() throws Exception {
        configure("the default", file, TestKeyStore.PASSWORD).remove("com.ibm.ssl.keyStorePassword");

        LoadedKeys keys = source(Optional.empty(), new KeyStoreSettings("container", null, TestKeyStore.PASSWORD, null))
                .load();

        assertThat(keys.key("default")).isPresent();
    }

    @Test
    void aNameThatDoesNotExistIsNotReplacedByAnother() {
        configure("the default", file, TestKeyStore.PASSWORD);

        assertThatThrownBy(source(Optional.of("mial"))::load)
                .isInstanceOfSatisfying(KeyStoreUnreadableException.class, failure -> assertThat(failure.gone())
                        .isTrue())
                .hasMessage("Open Liberty has no SSL configuration mial. Add it to server.xml, or correct keyStore.");
    }

    @Test
    void saysThatThereIsNoDefaultOrThatItHasNoKeyStore() {
        assertThatThrownBy(source(Optional.empty())::load)
                .hasMessage(
                        "Open Liberty has no default SSL configuration. Add it to server.xml, or correct keyStore.");

        configurations.put("the default", new Properties());
        assertThatThrownBy(source(Optional.empty())::load)
                .hasMessage("The default SSL configuration of Open Liberty has no key store. Add one in server.xml, or"
                        + " set keyStore to file:PATH.");
    }

    @Test
    void noticesWhatIsConfiguredLater() throws Exception {
        KeyStoreSource source = source(Optional.empty());
        Object none = source.fingerprint();
        configure("the default", file, "wrong");
        Object wrong = source.fingerprint();
        configure("the default", file, TestKeyStore.PASSWORD);
        Object right = source.fingerprint();
        configure(
                "the default",
                TestKeyStore.jks().key("mx", TestCertificates.EC).write(directory.resolve("mx.jks")),
                TestKeyStore.PASSWORD);

        assertThat(none).isNotEqualTo(wrong);
        assertThat(wrong).isNotEqualTo(right);
        assertThat(source.fingerprint()).isNotEqualTo(right).isEqualTo(source.fingerprint());
        assertThat(source.load().keyAliases()).containsExactly("mx");
        assertThat(source).isEqualTo(source(Optional.empty()));
    }

    @Test
    void aTrustStoreIsThatOfTheConfiguration() throws Exception {
        Properties properties = configure("the default", directory.resolve("another"), "another");
        properties.setProperty("com.ibm.ssl.trustStore", file.toString());
        properties.setProperty("com.ibm.ssl.trustStorePassword", TestKeyStore.PASSWORD);

        KeyStoreSource source = source(
                Optional.empty(), new KeyStoreSettings("container", null, List.of(), null, SettingNames.TRUST_STORE));

        assertThat(source.load().contains("default")).isTrue();
        assertThat(source.description())
                .isEqualTo("Open Liberty's trust store " + file + " (default SSL configuration)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| JSSEHelper.getInstance does not exist as it was expected",
                "static JSSEHelper getInstance() { return null; } | JSSEHelper.getInstance answers nothing",
                "static Object getInstance() { return new JSSEHelper(); } | JSSEHelper.getProperties does not exist as it was expected",
                "static JSSEHelper getInstance() { return new JSSEHelper(); } public Properties getProperties(String name, String connection, Runnable any) { return null; } | JSSEHelper.getProperties does not exist as it was expected",
                "static JSSEHelper getInstance() { return new JSSEHelper(); } public Object getProperties(String name, Map<String, Object> connection, Runnable any) { return connection; } | JSSEHelper.getProperties answers something else than a java.util.Properties",
                "static JSSEHelper getInstance() { return new JSSEHelper(); } public Properties getProperties(String name, Map<String, Object> connection, Runnable any) throws Exception { throw new java.io.IOException(\"secret\"); } | JSSEHelper.getProperties fails (java.io.IOException)",
                "static JSSEHelper getInstance() { throw new NoSuchMethodError(\"secret\"); } | JSSEHelper.getInstance fails (java.lang.NoSuchMethodError)",
                "static JSSEHelper getInstance() { return getInstance(); } | JSSEHelper.getInstance fails (java.lang.StackOverflowError)",
                "static int once = 1 / 0; public static JSSEHelper getInstance() { return null; } | JSSEHelper.getInstance fails (java.lang.ExceptionInInitializerError)",
            })
    void whatIsDifferentIsTheReason(String methods, String reason) {
        ServerClasses classes =
                StandIns.of("package com.ibm.websphere.ssl; import java.util.*; public class JSSEHelper {"
                        + (methods == null ? "" : " public " + methods) + "}");
        KeyStoreSource source =
                liberty(Optional.empty(), classes).ask().sources().get(0);

        assertThatThrownBy(source::load)
                .isInstanceOfSatisfying(KeyStoreUnreadableException.class, failure -> assertThat(failure.gone())
                        .isFalse())
                .hasMessage("Cannot find Open Liberty's key store (default SSL configuration): " + reason
                        + ". This version of the server is different from those that the adapter knows. Set keyStore to"
                        + " file:PATH.");
        assertThat(source.fingerprint()).isEqualTo(source.fingerprint());
    }

    private KeyStoreSource source(Optional<String> name) {
        return source(name, new KeyStoreSettings("container", null, null, null));
    }

    private static KeyStoreSource source(Optional<String> name, KeyStoreSettings settings) {
        return new LibertyKeyStore(name, new ContainerSettings(settings, any -> Optional.empty(), LIBERTY))
                .ask()
                .sources()
                .get(0);
    }

    private static LibertyKeyStore liberty(Optional<String> name, ServerClasses classes) {
        return new LibertyKeyStore(
                name,
                new ContainerSettings(
                        new KeyStoreSettings("container", null, null, null), any -> Optional.empty(), classes));
    }

    private Properties configure(String name, Path path, String password) {
        Properties properties = new Properties();
        properties.setProperty("com.ibm.ssl.keyStore", path.toString());
        properties.setProperty("com.ibm.ssl.keyStorePassword", password);
        configurations.put(name, properties);
        return properties;
    }
}
