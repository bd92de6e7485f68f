package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.postern.tls.TestCertificates.EC;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;

class PemKeyStoreSourceTest {
    private static final String KEY = TestPem.pkcs8(EC.getPrivate());
    private static final String CERTIFICATE = TestPem.certificates(TestCertificates.certificate(EC, "mx.example.org"));
    private static final String REWRITE = ". Wait until it is complete, or write it anew";

    @TempDir
    private Path directory;

    private KeyStoreSource source;

    @BeforeEach
    void writeTwoEntries() throws IOException {
        for (String name : List.of("mx", "other")) {
            TestPem.write(directory.resolve(name + ".key"), KEY);
            TestPem.write(directory.resolve(name + ".crt"), CERTIFICATE);
        }
        source = source(directory.toFile());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 100})
    void aTruncatedKeyHarmsNobodyElse(int length) throws Exception {
        Path file = TestPem.write(directory.resolve("mx.key"), KEY.substring(0, length));

        LoadedKeys keys = source.load();

        assertThat(sentence(keys)).startsWith("Cannot read " + file + ": ").contains(REWRITE);
        assertThat(keys.keyAliases()).containsExactly("mx", "other");
        assertThat(keys.key("other")).isPresent();
        assertThat(keys.trusted()).isNotEmpty();
    }

    @Test
    void saysWhichBlockHasNoEnd() throws Exception {
        Path file = TestPem.write(directory.resolve("mx.key"), KEY.substring(0, 100));

        assertThat(sentence(source.load()))
                .isEqualTo("Cannot read " + file + ": its block PRIVATE KEY has no end" + REWRITE + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n!?\n-----END PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                "no PEM"
            })
    void aGarbledKeyIsDamage(String garbage) throws Exception {
        TestPem.write(directory.resolve("mx.key"), garbage);

        assertThat(sentence(source.load())).contains("mx.key: ").contains(REWRITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n!?\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n"
            })
    void aGarbledCertificateIsDamage(String garbage) throws Exception {
        TestPem.write(directory.resolve("mx.crt"), garbage);

        LoadedKeys keys = source.load();

        assertThat(keys.key("mx")).isPresent();
        HalfWrittenException damage = catchThrowableOfType(HalfWrittenException.class, () -> keys.chain("mx"));
        assertThat(damage.sentence()).contains("mx.crt: ").contains(REWRITE);
        assertThat(keys.chain("other")).hasSize(1);
        assertThatThrownBy(keys::trusted).isInstanceOf(HalfWrittenException.class);
    }

    @Test
    void aBlockThatBreaksOffBeforeAnotherIsDamage() throws Exception {
        TestPem.write(directory.resolve("mx.key"), KEY.substring(0, 100), "\n", CERTIFICATE);

        assertThat(sentence(source.load())).contains("its block PRIVATE KEY has no end");
    }

    @Test
    void anEmptyFileThatMayHaveHeldBothIsDamage() throws Exception {
        TestPem.write(directory.resolve("both.pem"), "");

        LoadedKeys keys = source.load();

        assertThat(keys.contains("both")).isTrue();
        assertThatThrownBy(() -> keys.key("both")).isInstanceOf(HalfWrittenException.class);
    }

    @Test
    void refusesAFileOfMoreThanOneMebibyte() throws Exception {
        TestPem.write(directory.resolve("mx.key"), KEY, " ".repeat((1 << 20) - KEY.length()));
        assertThat(source.load().key("mx")).isPresent();

        Path file = TestPem.write(directory.resolve("mx.key"), KEY, " ".repeat((1 << 20) - KEY.length() + 1));
        assertThat(sentence(source.load()))
                .isEqualTo("Cannot read " + file + ": it is larger than 1 MiB. Split it, or move it elsewhere.");
    }

    @Test
    void refusesADirectoryOfMoreThanAThousandEntries() throws Exception {
        for (int i = 0; i < 996; i++) {
            Files.createFile(directory.resolve("file" + i));
        }
        assertThat(source.load().keyAliases()).hasSize(2);

        Files.createFile(directory.resolve("one more"));
        assertThatThrownBy(source::load)
                .isInstanceOf(KeyStoreUnreadableException.class)
                .hasMessage("Cannot list the directory " + directory + ": it has more than 1000 entries. Keep PEM files"
                        + " in a directory of their own, or repair this one.");
        assertThat(source.fingerprint()).isEqualTo(source.fingerprint());
    }

    @Test
    void aDirectoryBelowThatCannotBeListedHarmsNobodyElse() throws Exception {
        Path below = Files.createDirectory(directory.resolve("crowded"));
        for (int i = 0; i < 1001; i++) {
            Files.createFile(below.resolve("file" + i));
        }

        LoadedKeys keys = source.load();

        assertThat(keys.keyAliases()).containsExactly("mx", "other");
        assertThatThrownBy(() -> keys.key("crowded"))
                .isInstanceOf(HalfWrittenException.class)
                .hasMessageContaining("it has more than 1000 entries");
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsNoPipes() throws Exception {
        Path pipe = directory.resolve("pipe.pem");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(source.load().contains("pipe")).isFalse();
        assertThat(source.fingerprint()).isNotNull();
        assertThatThrownBy(source(pipe.toFile())::load)
                .hasMessage("Cannot read the PEM files at " + pipe
                        + ": it is neither a file nor a directory. Correct keyStore.");
    }

    @Test
    void saysThatNothingIsThere() {
        File nowhere = directory.resolve("nowhere").toFile();
        KeyStoreUnreadableException gone =
                catchThrowableOfType(KeyStoreUnreadableException.class, source(nowhere)::load);

        assertThat(gone.gone()).isTrue();
        assertThat(gone.sentence())
                .isEqualTo("Cannot read the PEM files at " + nowhere
                        + ": there is no such file or directory. Create it, or correct keyStore.");
        assertThatThrownBy(source(new File("a\0b"))::load).isInstanceOf(KeyStoreUnreadableException.class);
        assertThat(source(new File("a\0b")).fingerprint()).isNotNull();
    }

    @Test
    void aDirectoryThatMayNotBeReadIsNotGone() {
        assertThat(directory.toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(directory)).as("root may read everything").isFalse();

        KeyStoreUnreadableException failure = catchThrowableOfType(KeyStoreUnreadableException.class, source::load);

        assertThat(failure.gone()).isFalse();
        assertThat(failure.sentence()).contains("Permit that user to read it.");
    }

    @Test
    void noticesANewFileAndAChangedOne() throws Exception {
        Object before = source.fingerprint();
        assertThat(source.fingerprint()).isEqualTo(before);

        Files.setLastModifiedTime(directory.resolve("mx.key"), FileTime.from(1, TimeUnit.SECONDS));
        Object touched = source.fingerprint();
        assertThat(touched).isNotEqualTo(before);

        TestPem.write(directory.resolve("new.key"), KEY);
        assertThat(source.fingerprint()).isNotEqualTo(touched);
    }

    @Test
    void noticesALinkThatWasReplacedByOneToAFileOfTheSameSizeAndTime() throws Exception {
        Path live = Files.createDirectories(directory.resolve("live/mx"));
        Path archive = Files.createDirectory(directory.resolve("archive"));
        for (String name : List.of("privkey1.pem", "privkey2.pem")) {
            Path file = TestPem.write(archive.resolve(name), KEY);
            Files.setLastModifiedTime(file, FileTime.from(1, TimeUnit.SECONDS));
        }
        Path link = Files.createSymbolicLink(live.resolve("privkey.pem"), archive.resolve("privkey1.pem"));
        KeyStoreSource below = source(directory.resolve("live").toFile());
        Object before = below.fingerprint();

        Path next = Files.createSymbolicLink(live.resolve("next"), archive.resolve("privkey2.pem"));
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);

        assertThat(below.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void isWrittenInPartsAndDiffersWithItsPassword() {
        assertThat(source.writtenInParts()).isTrue();
        assertThat(source).isEqualTo(source(directory.toFile()));
        assertThat(source)
                .isNotEqualTo(new PemKeyStoreSource(
                        directory.toFile(), new Passwords(List.of(), List.of("new")), SettingNames.ADAPTER));
    }

    private static String sentence(LoadedKeys keys) {
        return catchThrowableOfType(HalfWrittenException.class, () -> keys.key("mx"))
                .sentence();
    }

    private static KeyStoreSource source(File path) {
        return new PemKeyStoreSource(path, new Passwords(List.of(), List.of()), SettingNames.ADAPTER);
    }
}
