package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class ElytronKeyStoresTest {
    private static final String SERVER_CLASS = "org.jboss.as.server.CurrentServiceContainer";

    /** As in WildFly, what a module is can be seen by the class of a class loader only. */
    private static final String MODULES = """
            package org.jboss.modules;
            public class Module {
                public static ClassLoader server;
                public static Loader getBootModuleLoader() { return new Loader(); }
                public ClassLoader getClassLoader() { return server; }
                public static class Loader {
                    public Module loadModule(String name) throws Exception {
                        if (!name.equals("org.jboss.as.server")) { throw new Exception(name); }
                        return new Module();
                    }
                    public Module loadModule(Runnable any) { throw new AssertionError(); }
                }
            }
            """;

    private static final String LOADER = """
            public class LoaderOfAnAdapter extends ClassLoader {
                public LoaderOfAnAdapter() { super(ClassLoader.getPlatformClassLoader()); }
            }
            """;

    private static final String SERVER = """
            package org.jboss.as.server;
            import java.util.*;
            public class CurrentServiceContainer {
                public static Map<String, Object> stores;
                public static String state;
                public interface Services {
                    List<Name> getServiceNames();
                    Service<?> getService(Name name);
                }
                public static final class Name {
                    private final String text;
                    Name(String text) { this.text = text; }
                    public String getCanonicalName() { return text; }
                }
                public interface Service<S> {
                    State getState();
                    S getValue();
                }
                public enum State { UP, DOWN }
                public static Services getServiceContainer() { return new Hidden(); }
                private static class Hidden implements Services {
                    public List<Name> getServiceNames() {
                        List<Name> names = new ArrayList<>(List.of(new Name("jboss.server"), new Name("org.wildfly.security.key-manager.mail")));
                        stores.keySet().forEach(store -> names.add(new Name("org.wildfly.security.key-store." + store)));
                        return names;
                    }
                    public Service<?> getService(Name name) {
                        return new Service<Object>() {
                            public State getState() { return State.valueOf(state); }
                            public Object getValue() { return stores.get(name.text.substring(31)); }
                        };
                    }
                }
            }
            """;

    private static final ClassLoader SERVER_LOADER = StandIns.loader(ClassLoader.getPlatformClassLoader(), SERVER);
    private static final ServerClasses WILDFLY = wildfly(SERVER_LOADER, MODULES);

    @TempDir
    private Path directory;

    private final Map<String, Object> stores = new TreeMap<>();

    @BeforeEach
    void startTheServer() {
        StandIns.set(SERVER_LOADER, SERVER_CLASS, "stores", stores);
        StandIns.set(SERVER_LOADER, SERVER_CLASS, "state", "UP");
    }

    @Test
    void otherServersHaveNone() {
        assertThat(elytron(Optional.empty(), new ServerClasses(ClassLoader.getPlatformClassLoader()))
                        .ask())
                .isEqualTo(ServerKeyStores.Answer.none("there is no Elytron (WildFly)"));
    }

    @Test
    void otherProgramsMadeOfModulesHaveNone() {
        ServerClasses others = StandIns.of("""
                package org.jboss.modules;
                public class Module {
                    public static Module getBootModuleLoader() { return new Module(); }
                    public Module loadModule(String name) throws Exception { throw new java.io.IOException("secret"); }
                }
                """);

        assertThat(elytron(Optional.empty(), others).ask())
                .isEqualTo(ServerKeyStores.Answer.none(
                        "there is no Elytron (WildFly), as Module.loadModule fails (java.io.IOException)"));
    }

    @Test
    void saysThatElytronHasNone() {
        assertThat(elytron(Optional.empty(), WILDFLY).ask())
                .isEqualTo(ServerKeyStores.Answer.none("Elytron (WildFly) has no key store"));
    }

    @Test
    void withoutANameAllAreLookedAtInTheOrderOfTheirNames() throws Exception {
        stores.put("web", store("www"));
        stores.put("mail", store("mx"));

        ServerKeyStores.Answer answer = elytron(Optional.empty(), WILDFLY).ask();

        assertThat(answer.sources())
                .extracting(KeyStoreSource::description)
                .containsExactly("WildFly's key store mail (Elytron)", "WildFly's key store web (Elytron)");
        assertThat(answer.sources().get(0).load().key("mx")).isPresent();
        assertThat(answer.sources().get(1).load().key("www")).isPresent();
        assertThat(answer).isEqualTo(elytron(Optional.empty(), WILDFLY).ask());
    }

    @Test
    void withANameOnlyThatOneIsLookedAt() throws Exception {
        stores.put("web", store("www"));
        stores.put("mail", store("mx"));

        assertThat(elytron(Optional.of("web"), WILDFLY).ask().sources())
                .singleElement()
                .satisfies(source -> assertThat(source.load().keyAliases()).containsExactly("www"));
    }

    @Test
    void aNameThatDoesNotExistYetIsWaitedFor() throws Exception {
        stores.put("web", store("www"));
        KeyStoreSource source =
                elytron(Optional.of("mail"), WILDFLY).ask().sources().get(0);
        Object before = source.fingerprint();

        assertThatThrownBy(source::load)
                .isInstanceOfSatisfying(KeyStoreUnreadableException.class, failure -> assertThat(failure.gone())
                        .isTrue())
                .hasMessage("Elytron (WildFly) has no key store mail; it has web. Add it with"
                        + " /subsystem=elytron/key-store=mail:add(...), or correct keyStore.");
        stores.put("mail", store("mx"));

        assertThat(source.fingerprint()).isNotEqualTo(before);
        assertThat(source.load().key("mx")).isPresent();
    }

    @Test
    void noticesWhatTheServerLoadsAnew() throws Exception {
        stores.put("mail", store("mx"));
        KeyStoreSource source =
                elytron(Optional.empty(), WILDFLY).ask().sources().get(0);
        Object before = source.fingerprint();
        assertThat(source.fingerprint()).isEqualTo(before);

        ((KeyStore) stores.get("mail")).deleteEntry("mx");

        assertThat(source.fingerprint()).isNotEqualTo(before);
        assertThat(source.load().keyAliases()).isEmpty();
    }

    @Test
    void aServiceThatIsNotUpIsAReason() throws Exception {
        stores.put("mail", store("mx"));
        StandIns.set(SERVER_LOADER, SERVER_CLASS, "state", "DOWN");

        assertThatThrownBy(elytron(Optional.empty(), WILDFLY).ask().sources().get(0)::load)
                .isInstanceOfSatisfying(KeyStoreUnreadableException.class, failure -> assertThat(failure.gone())
                        .isFalse())
                .hasMessage("Cannot read WildFly's key store mail (Elytron): it has not been started. Look at"
                        + " /subsystem=elytron/key-store=mail and at the server's log.");
    }

    @Test
    void aStoreThatIsNotInitialisedIsAReason() throws Exception {
        stores.put("mail", KeyStore.getInstance("PKCS12"));

        assertThatThrownBy(elytron(Optional.empty(), WILDFLY).ask().sources().get(0)::load)
                .hasMessage("Cannot read WildFly's key store mail (Elytron): it is not initialised, or its device does"
                        + " not answer. Look at /subsystem=elytron/key-store=mail and at the server's log.");
    }

    @Test
    void anotherKindOfValueIsAReason() {
        stores.put("mail", "text");

        assertThatThrownBy(elytron(Optional.empty(), WILDFLY).ask().sources().get(0)::load)
                .hasMessageContaining(".getValue answers something else than a java.security.KeyStore. This version");
    }

    @Test
    void oneOfAuthoritiesHasToBeNamed() throws Exception {
        stores.put(
                "clients",
                TestKeyStore.jks()
                        .trusted("ca", TestCertificates.certificate(TestCertificates.EC, "ca"))
                        .keyStore());
        KeyStoreSettings trust = new KeyStoreSettings("container", null, List.of(), null, SettingNames.TRUST_STORE);

        assertThat(new ElytronKeyStores(Optional.empty(), settings(trust, WILDFLY)).ask())
                .isEqualTo(ServerKeyStores.Answer.none(
                        "of the key stores of Elytron (WildFly), which are [clients], one has to be named, as in"
                                + " container:NAME"));
        assertThat(new ElytronKeyStores(Optional.of("clients"), settings(trust, WILDFLY))
                        .ask()
                        .sources())
                .singleElement()
                .satisfies(source -> assertThat(source.load().trusted()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| CurrentServiceContainer.getServiceContainer does not exist as it was expected",
                "static Object getServiceContainer() { return null; } | CurrentServiceContainer.getServiceContainer answers nothing",
                "static Object getServiceContainer() { throw new NoClassDefFoundError(\"secret\"); } | CurrentServiceContainer.getServiceContainer fails (java.lang.NoClassDefFoundError)",
                "static Object getServiceContainer() { return \"text\"; } | String.getServiceNames does not exist as it was expected",
                "static Object getServiceContainer() { return new CurrentServiceContainer(); } public String getServiceNames() { return \"a b\"; } | CurrentServiceContainer.getServiceNames fails (java.lang.ClassCastException)",
                "static Object getServiceContainer() { return new CurrentServiceContainer(); } public java.util.List<?> getServiceNames() { return java.util.Collections.singletonList(null); } | CurrentServiceContainer.getServiceNames fails (java.lang.NullPointerException)",
            })
    void whatIsDifferentIsTheReason(String methods, String reason) {
        ClassLoader server = StandIns.loader(
                ClassLoader.getPlatformClassLoader(),
                "package org.jboss.as.server; public class CurrentServiceContainer {"
                        + (methods == null ? "" : " public " + methods) + "}");

        KeyStoreSource source = elytron(Optional.empty(), wildfly(server, MODULES))
                .ask()
                .sources()
                .get(0);

        assertThatThrownBy(source::load)
                .isInstanceOfSatisfying(KeyStoreUnreadableException.class, failure -> assertThat(failure.gone())
                        .isFalse())
                .hasMessage("Cannot find WildFly's key stores (Elytron): " + reason
                        + ". This version of the server is different from those that the adapter knows. Set keyStore to"
                        + " file:PATH.");
    }

    private static ElytronKeyStores elytron(Optional<String> name, ServerClasses classes) {
        return new ElytronKeyStores(
                name, settings(new KeyStoreSettings("container", null, TestKeyStore.PASSWORD, null), classes));
    }

    private static ContainerSettings settings(KeyStoreSettings adapter, ServerClasses classes) {
        return new ContainerSettings(adapter, any -> Optional.empty(), classes);
    }

    private static ServerClasses wildfly(ClassLoader server, String modules) {
        ClassLoader ofModules = StandIns.loader(ClassLoader.getPlatformClassLoader(), modules, LOADER);
        StandIns.set(ofModules, "org.jboss.modules.Module", "server", server);
        try {
            return new ServerClasses((ClassLoader)
                    ofModules.loadClass("LoaderOfAnAdapter").getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A stand-in is wrong", e);
        }
    }

    private KeyStore store(String alias) throws Exception {
        Path file = TestKeyStore.pkcs12().key(alias, TestCertificates.EC).write(directory.resolve(alias));
        return KeyStore.getInstance(file.toFile(), TestKeyStore.PASSWORD.toCharArray());
    }
}
