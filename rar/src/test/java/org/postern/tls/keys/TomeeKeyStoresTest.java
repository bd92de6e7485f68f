package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class TomeeKeyStoresTest {
    private static final String HELPER = """
            package org.apache.tomee.loader;
            public class TomcatHelper {
                public static org.apache.catalina.core.StandardServer getServer() { return new org.apache.catalina.core.StandardServer(); }
            }
            """;

    /** One service with one connector without TLS, and one that has what the test has written. */
    private static final String SERVER = """
            package org.apache.catalina.core;
            import java.util.*;
            public class StandardServer {
                public static List<String[]> certificates;
                public static String[] trust;
                public Service[] findServices() { return new Service[] {new Service()}; }
                public static class Service {
                    public Connector[] findConnectors() { return new Connector[] {new Connector(false), new Connector(true)}; }
                }
                public static class Connector {
                    private final boolean secure;
                    Connector(boolean secure) { this.secure = secure; }
                    public Host[] findSslHostConfigs() { return secure && certificates != null ? new Host[] {new Host()} : new Host[0]; }
                }
                public static class Host {
                    public Set<Certificate> getCertificates(boolean create) {
                        Set<Certificate> all = new LinkedHashSet<>();
                        certificates.forEach(each -> all.add(new Certificate(each)));
                        return all;
                    }
                    public String getTruststoreFile() { return trust[0]; }
                    public String getTruststorePassword() { return trust[1]; }
                }
                public static class Certificate {
                    private final String[] values;
                    Certificate(String[] values) { this.values = values; }
                    public String getCertificateKeystoreFile() { return values[0]; }
                    public String getCertificateKeystorePassword() { return values[1]; }
                    public String getCertificateKeyPassword() { return values[2]; }
                    public String getCertificateFile() { return values[3]; }
                }
            }
            """;

    private static final ServerClasses TOMEE = StandIns.of(HELPER, SERVER);

    @TempDir
    private Path directory;

    private final List<String[]> certificates = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private Path file;

    @BeforeEach
    void writeTheServersKeyStore() {
        file = TestKeyStore.jks()
                .keyWithPassword("mx", TestCertificates.EC, "of the key")
                .write(directory.resolve("keys.jks"));
        configure("certificates", certificates);
        configure("trust", new String[] {null, null});
    }

    @Test
    void otherServersHaveNone() {
        ServerKeyStores.Answer none = ServerKeyStores.Answer.none("there are no connectors of Tomcat's (TomEE)");

        assertThat(ask(StandIns.of())).isEqualTo(none);
        assertThat(ask(StandIns.of(SERVER))).isEqualTo(none);
    }

    @Test
    void saysThatNoConnectorHasTls() {
        configure("certificates", null);

        assertThat(ask(TOMEE)).isEqualTo(ServerKeyStores.Answer.none("TomEE has no connector with TLS"));
    }

    @Test
    void saysThatConnectorsHaveNoFile() {
        assertThat(ask(TOMEE).tried())
                .isEqualTo("TomEE's connectors with TLS have no file of a key store (for PEM files write pem:PATH)");

        // What Tomcat answers for one with PEM files.
        certificates.add(new String[] {"/home/tomee/.keystore", "changeit", null, "conf/fullchain.pem"});
        assertThat(ask(TOMEE).sources()).isEmpty();
    }

    @Test
    void readsTheFilesOfTheConnectorsWithTheirPasswords() throws Exception {
        Path other = TestKeyStore.pkcs12().key("www", TestCertificates.EC).write(directory.resolve("www.p12"));
        certificates.add(new String[] {file.toString(), TestKeyStore.PASSWORD, "of the key", null});
        certificates.add(new String[] {other.toString(), TestKeyStore.PASSWORD, null, null});
        certificates.add(new String[] {other.toString(), TestKeyStore.PASSWORD, null, null});

        List<KeyStoreSource> sources = ask(TOMEE).sources();

        assertThat(sources)
                .extracting(KeyStoreSource::description)
                .containsExactly(
                        "TomEE's key store " + file + " (conf/server.xml)",
                        "TomEE's key store " + other + " (conf/server.xml)");
        assertThat(sources.get(0).load().key("mx")).isPresent();
        assertThat(sources.get(1).load().key("www")).isPresent();
        assertThat(sources + " " + sources.get(0).fingerprint())
                .doesNotContain(TestKeyStore.PASSWORD)
                .doesNotContain("of the key");
        assertThat(sources).isEqualTo(ask(TOMEE).sources());
    }

    @Test
    void aPathIsRelativeToTheDirectoryOfTheServer() throws Exception {
        properties.put("catalina.base", directory.toString());
        certificates.add(new String[] {"keys.jks", TestKeyStore.PASSWORD, "of the key", null});

        assertThat(ask(TOMEE).sources().get(0).load().key("mx")).isPresent();
    }

    @Test
    void aUriOfAFileIsOne() throws Exception {
        certificates.add(new String[] {file.toUri().toString(), TestKeyStore.PASSWORD, "of the key", null});
        certificates.add(new String[] {"file:not a URI", TestKeyStore.PASSWORD, null, null});

        List<KeyStoreSource> sources = ask(TOMEE).sources();

        assertThat(sources.get(0).load().key("mx")).isPresent();
        assertThat(sources.get(1).description()).isEqualTo("TomEE's key store file:not a URI (conf/server.xml)");
    }

    @Test
    void namesWhatIsWrong() {
        certificates.add(new String[] {file.toString(), "wrong", null, null});

        assertThatThrownBy(ask(TOMEE).sources().get(0)::load)
                .hasMessage("Cannot read TomEE's key store " + file + " (conf/server.xml): its password is wrong, or it"
                        + " is damaged. Correct certificateKeystorePassword in conf/server.xml, or restore the file.");
    }

    @Test
    void aTrustStoreIsThatOfTheConnectors() throws Exception {
        configure("trust", new String[] {file.toString(), TestKeyStore.PASSWORD});

        List<KeyStoreSource> sources = new TomeeKeyStores(settings(
                        new KeyStoreSettings("container", null, List.of(), null, SettingNames.TRUST_STORE), TOMEE))
                .ask()
                .sources();

        // Each of the two hosts has the same.
        assertThat(sources).hasSize(1);
        assertThat(sources.get(0).load().contains("mx")).isTrue();
        assertThat(sources.get(0).description()).isEqualTo("TomEE's trust store " + file + " (conf/server.xml)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| StandardServer.findServices does not exist as it was expected",
                "String findServices() { return \"secret\"; } | StandardServer.findServices fails (java.lang.ClassCastException)",
                "Object[] findServices() { return new Object[] {null}; } | StandardServer.findServices fails (java.lang.NullPointerException)",
                "Object[] findServices() { throw new IncompatibleClassChangeError(\"secret\"); } | StandardServer.findServices fails (java.lang.IncompatibleClassChangeError)",
                "Object[] findServices() { return new Object[] {\"secret\"}; } | String.findConnectors does not exist as it was expected",
            })
    void whatIsDifferentIsTheReason(String methods, String reason) {
        ServerClasses classes = StandIns.of(
                HELPER,
                "package org.apache.catalina.core; public class StandardServer {"
                        + (methods == null ? "" : " public " + methods) + "}");

        assertThatThrownBy(ask(classes).sources().get(0)::load)
                .hasMessage("Cannot find the key store of TomEE's connectors: " + reason
                        + ". This version of the server is different from those that the adapter knows. Set keyStore to"
                        + " file:PATH.");
    }

    @Test
    void aServerThatIsNotTheirsIsAReason() {
        ServerClasses classes = StandIns.of("""
                package org.apache.tomee.loader;
                public class TomcatHelper {
                    public static Object getServer() { return null; }
                }
                """);

        assertThatThrownBy(ask(classes).sources().get(0)::load)
                .hasMessageStartingWith(
                        "Cannot find the key store of TomEE's connectors: TomcatHelper.getServer answers nothing.");
    }

    private ServerKeyStores.Answer ask(ServerClasses classes) {
        return new TomeeKeyStores(settings(new KeyStoreSettings("container", null, null, null), classes)).ask();
    }

    private ContainerSettings settings(KeyStoreSettings adapter, ServerClasses classes) {
        return new ContainerSettings(adapter, name -> Optional.ofNullable(properties.get(name)), classes);
    }

    private static void configure(String field, Object value) {
        StandIns.set(TOMEE.loader(), "org.apache.catalina.core.StandardServer", field, value);
    }
}
