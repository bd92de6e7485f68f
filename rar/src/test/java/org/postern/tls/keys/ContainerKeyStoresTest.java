package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class ContainerKeyStoresTest {
    private static final String ADDITIONAL = "fish.payara.ssl.additionalKeyStores";

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new HashMap<>();
    private final SourceGroup stores = stores(new KeyStoreSettings("container", null, null, null));
    private Path one;
    private Path two;

    @BeforeEach
    void writeKeyStores() {
        one = TestKeyStore.pkcs12().key("one", TestCertificates.EC).write(directory.resolve("one.p12"));
        two = TestKeyStore.jks().key("two", TestCertificates.EC).write(directory.resolve("two.jks"));
        properties.put("javax.net.ssl.keyStorePassword", TestKeyStore.PASSWORD);
        properties.put("javax.net.ssl.keyStoreType", "JCEKS");
    }

    @Test
    void theStoreOfTheJvmComesFirstEvenWhenItIsNotSet() {
        assertThat(stores.current()).singleElement().isInstanceOf(ContainerKeyStoreSource.class);
    }

    @Test
    void takesTheAdditionalStoresOfPayaraWhenTheyAppear() throws Exception {
        List<KeyStoreSource> before = stores.current();
        properties.put(
                ADDITIONAL, one + File.pathSeparator + " " + two + File.pathSeparator + one + File.pathSeparator);

        List<KeyStoreSource> sources = stores.current();

        assertThat(sources).startsWith(before.get(0)).hasSize(3).isEqualTo(stores.current());
        assertThat(sources.get(1).load().key("one")).isPresent();
        assertThat(sources.get(2).load().key("two")).isPresent();
    }

    @Test
    void aDamagedAdditionalStoreHarmsNoOther() throws Exception {
        Files.writeString(one, "garbage");
        properties.put(ADDITIONAL, one + File.pathSeparator + two);

        List<KeyStoreSource> sources = stores.current();

        assertThatThrownBy(sources.get(1)::load)
                .hasMessage("Cannot read Payara's additional key store " + one + " (" + ADDITIONAL
                        + "): it is damaged, or not of a type known to this JVM. Restore the file, or correct "
                        + ADDITIONAL + ".");
        assertThat(sources.get(2).load().key("two")).isPresent();
    }

    @Test
    void opensAdditionalStoresWithThePasswordOfTheAdapterOrTheContainer() throws Exception {
        properties.put(ADDITIONAL, one.toString());
        KeyStoreSettings foreign = new KeyStoreSettings("container", null, "of another store", null);
        assertThat(stores(foreign).current().get(1).load().key("one")).isPresent();

        properties.remove("javax.net.ssl.keyStorePassword");
        KeyStoreSettings own = new KeyStoreSettings("container", null, TestKeyStore.PASSWORD, null);
        assertThat(stores(own).current().get(1).load().key("one")).isPresent();
        assertThatThrownBy(stores(foreign).current().get(1)::load)
                .hasMessageEndingWith(
                        "its password is wrong, or it is damaged. Correct keyStorePassword or javax.net.ssl.keyStorePassword, or restore the file.");
    }

    @Test
    void aTrustStoreIsTheContainersTrustStore() throws Exception {
        properties.put("javax.net.ssl.trustStore", one.toString());
        properties.put("javax.net.ssl.trustStorePassword", TestKeyStore.PASSWORD);
        properties.put("fish.payara.ssl.additionalTrustStores", two.toString());
        properties.put(ADDITIONAL, "not asked");

        List<KeyStoreSource> sources = stores(
                        new KeyStoreSettings("container", null, null, null, SettingNames.TRUST_STORE))
                .current();

        assertThat(sources).hasSize(2);
        assertThat(sources.get(0).description())
                .isEqualTo("the container's trust store " + one + " (javax.net.ssl.trustStore)");
        assertThat(sources.get(0).load().contains("one")).isTrue();
        assertThat(sources.get(1).load().contains("two")).isTrue();
    }

    private SourceGroup stores(KeyStoreSettings settings) {
        return new ContainerKeyStores(settings, name -> Optional.ofNullable(properties.get(name)));
    }
}
