package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyStoreSourcesTest {
    private final List<String> problems = new ArrayList<>();

    @Test
    void knowsTheContainersKeyStore() {
        assertThat(parse(" container ", null)).get().isInstanceOf(ContainerKeyStoreSource.class);
        assertThat(problems).isEmpty();
    }

    @Test
    void knowsAFileWhetherItIsThereOrNot() {
        assertThat(parse("file:/nowhere/keys.p12", "pkcs12"))
                .map(KeyStoreSource::description)
                .contains("the key store /nowhere/keys.p12");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file: | keyStore: \"file:\" has no path. Write file:PATH as in file:/etc/postern/keys.p12.",
                "/etc/keys.p12 | keyStore: \"/etc/keys.p12\" is not understood. Write container, or file:PATH as in",
                "Container | keyStore: \"Container\" is not understood.",
                "'' | keyStore: \"\" is not understood."
            })
    void saysWhatToWriteInsteadOfAnUnknownSource(String source, String sentence) {
        assertThat(parse(source, null)).isEmpty();
        assertThat(problems).singleElement().asString().startsWith(sentence);
    }

    @Test
    void saysWhichTypesThereAre() {
        assertThat(parse("file:/etc/keys.p12", "PCKS12")).isEmpty();
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("keyStoreType: this JVM knows no \"PCKS12\". Write one of ")
                .contains("JKS, PKCS12")
                .endsWith("or leave it out: the usual types are recognised.");
    }

    @Test
    void reportsAWrongSourceAndAWrongTypeTogether() {
        assertThat(parse("file:", "PCKS12")).isEmpty();
        assertThat(problems).hasSize(2);
    }

    @Test
    void settingsShowNoPassword() {
        assertThat(new KeyStoreSettings("container", null, "secret", "hidden secret"))
                .hasToString("KeyStoreSettings[source=container, type=null, storePassword=(hidden),"
                        + " keyPassword=(hidden)]");
        assertThat(new KeyStoreSettings("container", "JKS", null, null))
                .hasToString("KeyStoreSettings[source=container, type=JKS, storePassword=none, keyPassword=none]");
    }

    private Optional<KeyStoreSource> parse(String source, @Nullable String type) {
        return KeyStoreSources.parse(new KeyStoreSettings(source, type, null, null), problems::add);
    }
}
