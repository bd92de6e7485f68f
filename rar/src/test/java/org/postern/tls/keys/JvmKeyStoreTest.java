package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class JvmKeyStoreTest {
    private static final KeyStoreSettings CONTAINER = new KeyStoreSettings("container", null, null, null);

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new HashMap<>();
    private final KeyStoreSource source = source(CONTAINER);
    private Path file;

    @BeforeEach
    void writeTheContainersKeyStore() {
        file = TestKeyStore.pkcs12().key("s1as", TestCertificates.EC).write(directory.resolve("keystore.p12"));
    }

    @Test
    void readsTheFileThatTheSystemPropertiesName() throws Exception {
        configure(file, TestKeyStore.PASSWORD);

        assertThat(source.load().key("s1as")).isPresent();
    }

    @Test
    void readsThePropertiesAnewEachTime() throws Exception {
        configure(file, TestKeyStore.PASSWORD);
        Object before = source.fingerprint();

        configure(
                TestKeyStore.jks().key("mx", TestCertificates.EC).write(directory.resolve("cacerts.jks")),
                TestKeyStore.PASSWORD);

        assertThat(source.fingerprint()).isNotEqualTo(before);
        assertThat(source.load().keyAliases()).containsExactly("mx");
    }

    @Test
    void noticesACorrectedPassword() {
        configure(file, "wrong");
        Object before = source.fingerprint();

        configure(file, TestKeyStore.PASSWORD);

        assertThat(source.fingerprint()).isNotEqualTo(before);
        assertThat(source.fingerprint().toString()).doesNotContain(TestKeyStore.PASSWORD);
    }

    @Test
    void takesThePasswordOfTheAdapterWhereTheContainerTellsNone() throws Exception {
        properties.put("javax.net.ssl.keyStore", file.toString());

        LoadedKeys keys = source(new KeyStoreSettings("container", null, TestKeyStore.PASSWORD, null))
                .load();

        assertThat(keys.key("s1as")).isPresent();
    }

    @Test
    void triesThePasswordOfTheContainerWhereThatOfTheAdapterIsForAnotherStore() throws Exception {
        configure(file, TestKeyStore.PASSWORD);

        LoadedKeys keys = source(new KeyStoreSettings("container, file:a", null, "of a", null))
                .load();

        assertThat(keys.key("s1as")).isPresent();
    }

    @Test
    void takesTheTypeThatThePropertyNames() {
        configure(file, TestKeyStore.PASSWORD);
        properties.put("javax.net.ssl.keyStoreType", "JCEKS");

        assertThatThrownBy(source::load)
                .hasMessage("Cannot read the container's key store " + file + " (javax.net.ssl.keyStore): it is"
                        + " damaged, or not of a type JCEKS. Restore the file, or correct javax.net.ssl.keyStoreType.");
    }

    @Test
    void namesTheSystemPropertyWhosePasswordIsWrong() {
        configure(file, "wrong");

        assertThatThrownBy(source::load)
                .hasMessage("Cannot read the container's key store " + file + " (javax.net.ssl.keyStore): its password"
                        + " is wrong, or it is damaged. Correct javax.net.ssl.keyStorePassword, or restore the file.");
    }

    @Test
    void saysThatTheContainerNamesItNotAnyMore() {
        assertThatThrownBy(source::load)
                .isInstanceOfSatisfying(KeyStoreUnreadableException.class, failure -> assertThat(failure.gone())
                        .isTrue())
                .hasMessage("The system property javax.net.ssl.keyStore is not set any more. Set it, or set keyStore to"
                        + " file:PATH.");
        assertThat(source.fingerprint()).isEqualTo(source.fingerprint());
    }

    @Test
    void describesItselfWithAndWithoutAFile() {
        assertThat(source.description())
                .isEqualTo("the container's key store that is not configured (javax.net.ssl.keyStore)");

        configure(file, TestKeyStore.PASSWORD);

        assertThat(source.description()).isEqualTo("the container's key store " + file + " (javax.net.ssl.keyStore)");
    }

    private KeyStoreSource source(KeyStoreSettings settings) {
        return new PointedKeyStoreSource(new JvmKeyStore(new ContainerSettings(
                settings, name -> Optional.ofNullable(properties.get(name)), ServerClasses.visible())));
    }

    private void configure(Path path, String password) {
        properties.put("javax.net.ssl.keyStore", path.toString());
        properties.put("javax.net.ssl.keyStorePassword", password);
    }
}
