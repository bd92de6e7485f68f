package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class KeyStoresTest {
    private final List<String> problems = new ArrayList<>();

    @Test
    void knowsTheContainersKeyStore() {
        assertThat(sources(" container "))
                .first()
                .extracting(KeyStoreSource::description)
                .isEqualTo("the container's key store that was not found");
    }

    @Test
    void knowsAFileWhetherItIsThereOrNot() {
        assertThat(parse("file:/nowhere/keys.p12", "pkcs12").orElseThrow().current())
                .extracting(KeyStoreSource::description)
                .containsExactly("the key store /nowhere/keys.p12");
    }

    @Test
    void keepsTheOrderOfTheList() {
        assertThat(sources("file:/my keys/a.p12, pem:/etc/live,\n  jndi: java:global/keys\r\ncontainer,"))
                .extracting(KeyStoreSource::description)
                .containsExactly(
                        "the key store /my keys/a.p12",
                        "the PEM files at /etc/live",
                        "the key store bound in JNDI as java:global/keys",
                        "the container's key store that was not found");
    }

    @Test
    void theSourcesAreEqualEachTimeTheyAreAsked() {
        String all = "container, file:a, pem:b, jndi:c";

        assertThat(sources(all)).isEqualTo(sources(all));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file: | keyStore: \"file:\" is incomplete. Write file: and a path, as in file:/etc/postern/keys.p12.",
                "pem: | keyStore: \"pem:\" is incomplete. Write pem: and a path, as in pem:/etc/letsencrypt/live.",
                "jndi: | keyStore: \"jndi:\" is incomplete. Write jndi: and a name, as in jndi:java:global/postern/keys.",
                "jndi:rmi://192.0.2.1:1099/x | keyStore: \"jndi:rmi://192.0.2.1:1099/x\" leads out of this server. Write",
                "jndi:LDAP:x | keyStore: \"jndi:LDAP:x\" leads out of this server. Write the name of what is bound in it,",
                "/etc/a | keyStore: \"/etc/a\" is not understood. Write container, file:PATH, pem:PATH or jndi:NAME, as",
                "Container | keyStore: \"Container\" is not understood.",
                "' , ' | keyStore: \",\" names no key store. Write container, file:PATH, pem:PATH or jndi:NAME, or",
                "'' | keyStore: \"\" names no key store.",
                "file:a,file:a,file:a | keyStore: \"file:a\" is listed more than once. Write it once,"
            })
    void saysWhatToWriteInsteadOfAWrongList(String source, String sentence) {
        assertThat(parse(source, null)).isEmpty();
        assertThat(problems).singleElement().asString().startsWith(sentence);
    }

    @Test
    void reportsEveryProblemOfTheList() {
        assertThat(parse("file:, container, nonsense, container", "PCKS12")).isEmpty();
        assertThat(problems).hasSize(4);
    }

    @Test
    void saysWhichTypesThereAre() {
        assertThat(parse("file:/etc/keys.p12", "PCKS12")).isEmpty();
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("keyStoreType: \"PCKS12\" is not known. Write one of BCFKS, ")
                .contains("JKS, PKCS12")
                .endsWith("or leave it out: the usual types are recognised.");
    }

    @Test
    void knowsATypeThatOnlyTheAdapterKnows() {
        assertThat(parse("file:/etc/keys.bcfks", "bcfks")).isPresent();
        assertThat(problems).isEmpty();
    }

    @Test
    void namesTheSettingsOfATrustStore() {
        KeyStores.parse(
                new KeyStoreSettings("nonsense", "PCKS12", List.of(), null, SettingNames.TRUST_STORE), problems::add);

        assertThat(problems)
                .satisfiesExactly(type -> assertThat(type).startsWith("trustStoreType: "), source -> assertThat(source)
                        .startsWith("trustStore: \"nonsense\""));
    }

    @ParameterizedTest
    @CsvSource({"'first, with | a comma', ' second of blanks '", "a, b", "secret, ''", "'', secret", "same, same"})
    void eachStoreOfTheListIsOpenedWithThePasswordThatFitsItInWhateverOrderTheyAre(
            String first, String second, @TempDir Path directory) throws Exception {
        Path one = TestKeyStore.pkcs12()
                .keyWithPassword("one", TestCertificates.EC, first)
                .write(directory.resolve("one.p12"), first);
        Path two = TestKeyStore.jks()
                .keyWithPassword("two", TestCertificates.EC, second)
                .write(directory.resolve("two.jks"), second);
        for (List<String> passwords : List.of(List.of("of none", first, second), List.of(second, "of none", first))) {
            List<KeyStoreSource> sources = KeyStores.parse(
                            new KeyStoreSettings(
                                    "file:" + one + ", container, file:" + two,
                                    null,
                                    passwords,
                                    null,
                                    SettingNames.ADAPTER),
                            problems::add)
                    .orElseThrow()
                    .current();

            assertThat(sources.get(0).load().key("one")).isPresent();
            assertThat(sources.get(2).load().key("two")).isPresent();
        }
    }

    @Test
    void allPasswordsThatWereGivenAreNamedWhereNoneFits(@TempDir Path directory) {
        Path one = TestKeyStore.pkcs12().key("one", TestCertificates.EC).write(directory.resolve("one.p12"));
        KeyStoreSettings settings = new KeyStoreSettings(
                "file:" + one,
                null,
                List.of("a", "b"),
                null,
                SettingNames.ADAPTER.withPassword("keyStorePassword or keyStorePassword3"));

        assertThatThrownBy(KeyStores.parse(settings, problems::add)
                        .orElseThrow()
                        .current()
                        .get(0)::load)
                .hasMessage("Cannot read the key store " + one + ": its password is wrong, or it is damaged. Correct"
                        + " keyStorePassword or keyStorePassword3, or restore the file.");
    }

    @Test
    void settingsAndSourcesShowNoPassword() {
        KeyStoreSettings settings =
                new KeyStoreSettings("container, file:a, pem:b, jndi:c", null, "secret", "hidden secret");

        assertThat(settings)
                .hasToString("KeyStoreSettings[source=container, file:a, pem:b, jndi:c, type=null,"
                        + " 1 passwords of stores, one of keys]");
        assertThat(KeyStores.parse(settings, problems::add).orElseThrow().current())
                .allSatisfy(source ->
                        assertThat(source + " " + source.fingerprint()).doesNotContain("secret"));
        assertThat(new KeyStoreSettings("container", "JKS", null, null))
                .hasToString("KeyStoreSettings[source=container, type=JKS, 0 passwords of stores, none of keys]");
    }

    private List<KeyStoreSource> sources(String source) {
        List<KeyStoreSource> sources = parse(source, null).orElseThrow().current();
        assertThat(problems).isEmpty();
        return sources;
    }

    private Optional<KeyStores> parse(String source, String type) {
        return KeyStores.parse(new KeyStoreSettings(source, type, null, null), problems::add);
    }
}
