package org.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenPropertiesTest {
    @Test
    void withoutAnyThereIsAnAddressWithACertificateAndOneWithout() {
        assertThat(GivenProperties.of(Map.of()).forTheAdapter())
                .containsEntry("listen", "smtp://127.0.0.1:2525 smtp://127.0.0.2:2525 smtps://127.0.0.1:2465")
                .containsEntry("certificateBindings", "127.0.0.1=postern-dev");
    }

    @Test
    void eachPropertyOfTheAdapterCanBeGivenAndWins() {
        assertThat(GivenProperties.of(Map.of("postern.listen", "smtp://[::1]:25", "postern.maxRecipients", "7"))
                        .forTheAdapter())
                .containsEntry("listen", "smtp://[::1]:25")
                .containsEntry("maxRecipients", "7");
    }

    @Test
    void theMailDirectoryIsTheBeansAndNotTheAdapters() {
        GivenProperties given = GivenProperties.of(Map.of("postern.mailDirectory", "/somewhere"));

        assertThat(given.forTheAdapter()).doesNotContainKey("mailDirectory");
        assertThat(given.mailDirectory()).isEqualTo(Path.of("/somewhere"));
        assertThat(given.forThisJvm()).containsEntry("postern.mailDirectory", "/somewhere");
    }

    @Test
    void theApplicationIsTheUsersAndNotTheAdapters() {
        GivenProperties given = GivenProperties.of(Map.of("postern.application", "tickets.ear"));

        assertThat(given.forTheAdapter()).doesNotContainKey("application");
        assertThat(given.application()).contains(Path.of("tickets.ear"));
        assertThat(GivenProperties.of(Map.of()).application()).isEmpty();
    }

    @Test
    void aKeyStoreIsNeededUnlessOneWasGiven() {
        assertThat(GivenProperties.of(Map.of()).needsKeyStore()).isTrue();
        assertThat(GivenProperties.of(Map.of("postern.keyStore", "file:x.p12")).needsKeyStore())
                .isFalse();
        assertThat(GivenProperties.of(Map.of("javax.net.ssl.keyStore", "x.p12")).needsKeyStore())
                .isFalse();
    }

    @Test
    void theFileIsGoneOnceItWasRead(@TempDir Path directory) throws Exception {
        Path file =
                Files.writeString(directory.resolve("given.properties"), "postern.listen=smtp\\://\\u00e4 \\\\ \"'\n");

        assertThat(GivenProperties.take(file).forTheAdapter()).containsEntry("listen", "smtp://\u00e4 \\ \"'");
        assertThat(file).doesNotExist();
    }
}
