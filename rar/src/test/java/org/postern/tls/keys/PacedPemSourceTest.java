package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacedPemSourceTest {
    @TempDir
    private Path directory;

    /** The look at which a file that has come is noticed. */
    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 1, 1", "200, 1, 1", "201, 1, 2", "201, 3, 2", "999, 1, 5", "2000, 10, 10", "2001, 10, 11"
    })
    void manyFilesAreLookedAtMoreRarely(int files, int directories, int noticedAt) throws IOException {
        fill(files, directories);
        PacedPemSource source = source();
        Object before = source.fingerprint();

        Files.writeString(directory.resolve("new.pem"), "new");

        for (int look = 1; look < noticedAt; look++) {
            assertThat(source.fingerprint()).as("look %s", look).isEqualTo(before);
        }
        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void whatCannotBeListedIsLookedAtEachTime() throws IOException {
        fill(1001, 1);
        PacedPemSource source = source();
        Object before = source.fingerprint();
        assertThat(before).asString().contains("it has more than 1000 entries");

        Files.delete(directory.resolve("f0.pem"));

        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    private PacedPemSource source() {
        return new PacedPemSource(
                new PemKeyStoreSource(directory.toFile(), new Passwords(List.of(), List.of()), SettingNames.ADAPTER));
    }

    private void fill(int files, int directories) throws IOException {
        for (int i = 0; i < files; i++) {
            Path into = directories == 1 ? directory : directory.resolve("d" + i % directories);
            Files.createDirectories(into);
            Files.writeString(into.resolve("f" + i + ".pem"), "x");
        }
    }
}
