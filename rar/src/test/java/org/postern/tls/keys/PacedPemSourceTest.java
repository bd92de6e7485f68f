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
    @CsvSource({
        "0,    1,  pem, 1",
        "1,    1,  pem, 1",
        "200,  1,  pem, 1",
        "201,  1,  pem, 2",
        "201,  3,  pem, 2",
        "999,  1,  pem, 5",
        "1990, 10, pem, 10",
        "2000, 10, pem, 11",
        "200,  1,  txt, 1",
        "201,  1,  txt, 2",
        "2000, 10, txt, 11"
    })
    void manyNamesAreLookedAtMoreRarely(int files, int directories, String end, int noticedAt) throws IOException {
        fill(files, directories, end);
        PacedPemSource source = source();
        Object before = source.fingerprint();

        Files.writeString(directory.resolve("new.pem"), "new");

        for (int look = 1; look < noticedAt; look++) {
            assertThat(source.fingerprint()).as("look %s", look).isEqualTo(before);
        }
        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    /** Whoever reads has to know whether somebody is at work. */
    @Test
    void whatWasReadIsLookedAtOnceMoreAtOnce() throws Exception {
        fill(999, 1, "pem");
        PacedPemSource source = source();
        Object before = source.fingerprint();

        source.load();
        Files.writeString(directory.resolve("new.pem"), "new");

        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    /** Nothing has to be read again. */
    @Test
    void whatIsNoPemFileIsNoChange() throws IOException {
        PacedPemSource source = source();
        Object before = source.fingerprint();

        Files.writeString(directory.resolve("new.log"), "new");

        assertThat(source.fingerprint()).isEqualTo(before);
    }

    @Test
    void whatCannotBeListedIsLookedAtEachTime() throws IOException {
        fill(1001, 1, "pem");
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

    private void fill(int files, int directories, String end) throws IOException {
        for (int i = 0; i < files; i++) {
            Path into = directories == 1 ? directory : directory.resolve("d" + i % directories);
            Files.createDirectories(into);
            Files.writeString(into.resolve("f" + i + "." + end), "x");
        }
    }
}
