package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.postern.tls.TestCertificates.EC;
import static org.postern.tls.TestCertificates.OTHER_EC;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.util.List;
import javax.naming.CommunicationException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class JndiKeyStoreSourceTest {
    private static final Passwords PASSWORDS = new Passwords(List.of(), List.of("wrong", TestKeyStore.PASSWORD));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void readsTheKeyStoreThatIsBound(String type) throws Exception {
        KeyStore store = copy(type, TestKeyStore.pkcs12().key("mx", EC));
        store.setCertificateEntry("authority", TestCertificates.certificate(OTHER_EC, "authority"));

        LoadedKeys keys = source(name -> store).load();

        assertThat(keys.keyAliases()).containsExactly("mx");
        assertThat(keys.contains("MX")).isTrue();
        assertThat(keys.contains("other")).isFalse();
        assertThat(keys.key("mx")).contains(EC.getPrivate());
        assertThat(keys.key("authority")).isEmpty();
        assertThat(keys.chain("mx")).hasSize(1);
        assertThat(keys.chain("authority")).isEmpty();
        assertThat(keys.trusted()).hasSize(1);
    }

    @Test
    void keepsWhatTheStoreHeldWhenItWasLoaded() throws Exception {
        KeyStore store = copy("PKCS12", TestKeyStore.pkcs12().key("mx", EC));
        LoadedKeys keys = source(name -> store).load();

        store.deleteEntry("mx");

        assertThat(keys.contains("mx")).isTrue();
        assertThat(keys.chain("mx")).hasSize(1);
    }

    @Test
    void anotherObjectWithTheSameContentIsNoChange() throws Exception {
        Path file = TestKeyStore.pkcs12().key("mx", EC).write(directory.resolve("keys"));
        KeyStoreSource source = source(name -> open("PKCS12", file));

        assertThat(source.fingerprint()).isEqualTo(source.fingerprint());
    }

    @Test
    void anotherCertificateOrAliasIsAChange() throws Exception {
        KeyStore store = copy("PKCS12", TestKeyStore.pkcs12().key("mx", EC));
        KeyStoreSource source = source(name -> store);
        Object before = source.fingerprint();

        put(store, "mx", OTHER_EC);
        Object changed = source.fingerprint();
        put(store, "more", EC);

        assertThat(changed).isNotEqualTo(before);
        assertThat(source.fingerprint()).isNotEqualTo(changed);
    }

    @Test
    void saysThatNothingIsBoundHoweverTheServerSaysIt() {
        NamingException wrapped = new NamingException("Lookup failed");
        wrapped.setRootCause(new NameNotFoundException("keys"));
        for (Lookup naming :
                List.<Lookup>of(name -> null, failing(new NameNotFoundException("keys")), failing(wrapped))) {
            KeyStoreUnreadableException failure = problem(naming);
            assertThat(failure.gone()).isTrue();
            assertThat(failure.sentence())
                    .isEqualTo("Cannot find the key store bound in JNDI as keys/mail: nothing is bound there. Bind a"
                            + " java.security.KeyStore under that name, or correct keyStore.");
        }
    }

    @Test
    void repeatsWhatTheNamingServiceSays() {
        KeyStoreUnreadableException failure = problem(failing(new CommunicationException("no connection")));

        assertThat(failure.gone()).isFalse();
        assertThat(failure.sentence())
                .isEqualTo("Cannot look up the key store bound in JNDI as keys/mail: the naming service says \"no"
                        + " connection\". Correct what is bound there, or correct keyStore.");
        assertThat(problem(failing(new NamingException())).sentence()).contains("says \"NamingException\"");
    }

    /** Its code is the server's or a driver's, which may lack a class, too. */
    @Test
    void saysWhatElseTheNamingServiceThrows() {
        Lookup odd = name -> {
            throw new IllegalStateException("odd");
        };
        Lookup incomplete = name -> {
            throw new NoClassDefFoundError("com/example/Driver");
        };

        assertThat(problem(odd).sentence()).contains("says \"IllegalStateException\"");
        assertThat(problem(incomplete).sentence()).contains("says \"NoClassDefFoundError\"");
        assertThat(source(incomplete).fingerprint()).isNotNull();
    }

    @Test
    void saysWhatIsBoundInsteadOfAKeyStore() {
        assertThat(problem(name -> "text").sentence())
                .isEqualTo("Cannot use what is bound in JNDI as keys/mail: it is a java.lang.String. Bind a"
                        + " java.security.KeyStore there, or correct keyStore.");
    }

    @Test
    void aStoreThatWasNeverLoadedIsUnreadable() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");

        assertThat(problem(name -> store).sentence()).contains("it is not initialised");
    }

    @Test
    void aDeviceThatDoesNotAnswerIsUnreadable() throws Exception {
        List<Runnable> failures = List.of(
                () -> {
                    throw new ProviderException("token has been removed");
                },
                () -> {
                    throw new NoClassDefFoundError("com/example/Token");
                });
        for (Runnable failure : failures) {
            KeyStore store = new TestDevice(EC, failure).store();

            assertThat(problem(name -> store).sentence()).contains("its device does not answer");
            assertThat(source(name -> store).fingerprint()).isNotNull();
        }
    }

    @Test
    void usesTheKeyOfADeviceThatWantsNoPasswordAndTellsNoDate() throws Exception {
        KeyStore store = new TestDevice(EC, () -> {}).store();
        KeyStoreSource source = source(name -> store);

        assertThat(source.load().key("mx")).containsSame(TestDevice.HANDLE);
        assertThat(source.load().chain("mx")).hasSize(1);
        assertThat(source.fingerprint()).isEqualTo(source.fingerprint());
    }

    @Test
    void sourcesOfOneNameAndPasswordAreEqual() {
        assertThat(new JndiKeyStoreSource("a", PASSWORDS, SettingNames.ADAPTER, new NamingLookup()))
                .isEqualTo(new JndiKeyStoreSource("a", PASSWORDS, SettingNames.ADAPTER, new NamingLookup()))
                .isNotEqualTo(new JndiKeyStoreSource("b", PASSWORDS, SettingNames.ADAPTER, new NamingLookup()));
    }

    @Test
    void saysThatThereIsNoNamingServiceOutsideAContainer() {
        assertThatThrownBy(source(new NamingLookup())::load)
                .isInstanceOf(KeyStoreUnreadableException.class)
                .hasMessageContaining("the naming service says");
    }

    private static KeyStoreUnreadableException problem(Lookup naming) {
        return catchThrowableOfType(KeyStoreUnreadableException.class, source(naming)::load);
    }

    private static KeyStoreSource source(Lookup naming) {
        return new JndiKeyStoreSource("keys/mail", PASSWORDS, SettingNames.ADAPTER, naming);
    }

    private static Lookup failing(NamingException failure) {
        return name -> {
            throw failure;
        };
    }

    private KeyStore copy(String type, TestKeyStore content) throws Exception {
        KeyStore original = open("PKCS12", content.write(directory.resolve("original")));
        KeyStore copy = KeyStore.getInstance(type);
        copy.load(null, null);
        char[] password = TestKeyStore.PASSWORD.toCharArray();
        copy.setKeyEntry("mx", original.getKey("mx", password), password, original.getCertificateChain("mx"));
        return copy;
    }

    private static void put(KeyStore store, String alias, KeyPair keys) throws Exception {
        store.setKeyEntry(alias, keys.getPrivate(), TestKeyStore.PASSWORD.toCharArray(), new Certificate[] {
            TestCertificates.certificate(keys, alias)
        });
    }

    private static KeyStore open(String type, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, TestKeyStore.PASSWORD.toCharArray());
            return store;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
