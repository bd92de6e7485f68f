package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postern.tls.TestCertificates.EC;
import static org.postern.tls.TestCertificates.ED25519;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class BcfksTest {
    private static final X509Certificate AUTHORITY = TestCertificates.certificate(EC, "authority");

    @TempDir
    private static Path directory;

    private static byte[] whole;

    private Path file;

    /** Only once: it takes its time, which is what a password is meant to cost. */
    @BeforeAll
    static void makeTheStore() throws Exception {
        KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
        store.load(null, null);
        put(store, "mx", EC);
        put(store, "ed", ED25519);
        store.setCertificateEntry("authority", AUTHORITY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, TestKeyStore.PASSWORD.toCharArray());
        whole = out.toByteArray();
    }

    @BeforeEach
    void writeTheStore() throws Exception {
        file = Files.write(directory.resolve("keys"), whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BCFKS", "bcfks"})
    void readsTheStoreWhetherItsTypeIsGivenOrNot(String type) throws Exception {
        LoadedKeys keys = source(type, TestKeyStore.PASSWORD).load();

        assertThat(keys.keyAliases()).containsExactly("ed", "mx");
        assertThat(keys.contains("authority")).isTrue();
        assertThat(keys.key("mx").map(TestPem::secret)).contains(TestPem.secret(EC.getPrivate()));
        assertThat(keys.trusted()).containsExactly(AUTHORITY);
    }

    @Test
    void givesKeysAndCertificatesOfTheJdksOwn() throws Exception {
        LoadedKeys keys = source("", TestKeyStore.PASSWORD).load();

        assertThat(keys.key("ed").orElseThrow().getClass())
                .isEqualTo(ED25519.getPrivate().getClass());
        assertThat(keys.chain("mx").get(0).getClass()).isEqualTo(AUTHORITY.getClass());
    }

    @Test
    void registersNoProviderAndStartsNoThread() throws Exception {
        source("", TestKeyStore.PASSWORD).load().key("mx");

        assertThat(Security.getProvider("BC")).isNull();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("BC"));
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThatThrownBy(source("", "wrong")::load)
                .hasMessage(
                        "Cannot read keys: its password is wrong, or it is damaged. Correct keyStorePassword, or restore the file.");
    }

    @Test
    void refusesAHalfWrittenFile() throws Exception {
        for (String type : List.of("", "BCFKS")) {
            for (int length = 0; length < whole.length; length += 97) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatThrownBy(source(type, TestKeyStore.PASSWORD)::load)
                        .isInstanceOf(KeyStoreUnreadableException.class)
                        .hasMessageContaining("it is damaged");
            }
        }
    }

    private KeyStoreSource source(String type, String password) {
        return new FileKeyStoreSource(
                "keys",
                file.toFile(),
                type.isEmpty() ? null : type,
                new Passwords(List.of(password), List.of(password)),
                SettingNames.ADAPTER);
    }

    private static void put(KeyStore store, String alias, KeyPair keys) throws Exception {
        Certificate[] chain = {TestCertificates.certificate(keys, alias)};
        store.setKeyEntry(alias, keys.getPrivate(), TestKeyStore.PASSWORD.toCharArray(), chain);
    }
}
