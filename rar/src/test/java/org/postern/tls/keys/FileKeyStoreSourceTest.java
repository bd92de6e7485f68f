package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

class FileKeyStoreSourceTest {
    @TempDir
    private Path directory;

    private Path file;

    static Stream<Supplier<TestKeyStore>> storeTypes() {
        return Stream.of(TestKeyStore::pkcs12, TestKeyStore::jks);
    }

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("keys");
    }

    @ParameterizedTest
    @MethodSource("storeTypes")
    void recognisesTheTypeOfTheFile(Supplier<TestKeyStore> type) throws Exception {
        type.get().key("mx", TestCertificates.EC).write(file);

        assertThat(source(null, TestKeyStore.PASSWORD).load().keyAliases()).containsExactly("mx");
    }

    @Test
    void readsTheFileAsTheTypeGiven() throws Exception {
        TestKeyStore.jks().key("mx", TestCertificates.EC).write(file);

        assertThat(source("JKS", TestKeyStore.PASSWORD).load().keyAliases()).containsExactly("mx");
        assertThat(problem(source("JCEKS", "wrong"))).contains("its password is wrong");
    }

    @Test
    void saysThatTheFileIsNotOfTheTypeGiven() {
        TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(file);

        assertThat(problem(source("JCEKS", TestKeyStore.PASSWORD))).contains("it is damaged, or not of a type JCEKS.");
    }

    @Test
    void opensKeysWithThePasswordOfTheStore() throws Exception {
        TestKeyStore.jks().key("mx", TestCertificates.EC).write(file);

        assertThat(source(null, TestKeyStore.PASSWORD).load().key("mx")).isPresent();
    }

    @Test
    void opensKeysWithAPasswordOfTheirOwn() throws Exception {
        TestKeyStore.jks().keyWithPassword("mx", TestCertificates.EC, "secret").write(file);

        assertThat(source(new KeyStoreSettings("file:" + file, null, TestKeyStore.PASSWORD, "secret"))
                        .load()
                        .key("mx"))
                .isPresent();
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThat(catchThrowableOfType(KeyStoreUnreadableException.class, source(null, TestKeyStore.PASSWORD)::load)
                        .gone())
                .isTrue();
        assertThat(problem(source(null, TestKeyStore.PASSWORD)))
                .isEqualTo("Cannot read the key store " + file
                        + ": there is no such file. Create it, or correct keyStore.");
    }

    @Test
    void saysTheSameOfADirectory() throws Exception {
        Files.createDirectory(file);

        assertThat(problem(source(null, TestKeyStore.PASSWORD))).contains("there is no such file");
        assertThat(problem(source("PKCS12", TestKeyStore.PASSWORD))).contains("there is no such file");
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void waitsForNoPipe() throws Exception {
        assumeThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        assertThat(problem(source("JKS", TestKeyStore.PASSWORD))).contains("there is no such file");
    }

    @Test
    void saysThatTheFileMayNotBeRead() {
        TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(file);
        assertThat(file.toFile().setReadable(false)).isTrue();
        assumeThat(file.toFile().canRead()).as("root may read everything").isFalse();

        assertThat(problem(source(null, TestKeyStore.PASSWORD)))
                .isEqualTo("Cannot read the key store " + file
                        + ": the server's user may not read it. Permit that user to read the file.");
    }

    @ParameterizedTest
    @MethodSource("storeTypes")
    void aStoreWithoutItsPasswordStillNamesItsKeys(Supplier<TestKeyStore> type) throws Exception {
        type.get().key("mx", TestCertificates.EC).write(file);

        LoadedKeys keys =
                source(new KeyStoreSettings("file:" + file, null, null, null)).load();

        assertThat(keys.keyAliases()).containsExactly("mx");
        assertThatThrownBy(() -> keys.key("mx")).isInstanceOf(UnrecoverableKeyException.class);
    }

    /** Key vaults export PKCS12 files like that, and administrators make them with {@code openssl -passout pass:}. */
    @ParameterizedTest
    @CsvSource({"PKCS12, ''", "PKCS12,", "JKS, ''", "JKS,", "JCEKS, ''"})
    void theEmptyPasswordNeedNotBeSet(String type, @Nullable String set) throws Exception {
        TestKeyStore store =
                switch (type) {
                    case "PKCS12" -> TestKeyStore.pkcs12();
                    case "JKS" -> TestKeyStore.jks();
                    default -> TestKeyStore.jceks();
                };
        store.keyWithPassword("mx", TestCertificates.EC, "")
                .trusted("authority", TestCertificates.certificate(TestCertificates.RSA, "authority.example.org"))
                .write(file, "");

        LoadedKeys keys = source(new KeyStoreSettings("file:" + file, type.equals("JCEKS") ? type : null, set, null))
                .load();

        assertThat(keys.key("mx")).isPresent();
        assertThat(keys.chain("mx")).hasSize(1);
        assertThat(keys.trusted()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("storeTypes")
    void saysThatThePasswordIsWrongWithoutShowingIt(Supplier<TestKeyStore> type) {
        type.get().key("mx", TestCertificates.EC).write(file);

        assertThatThrownBy(source(null, "not the password")::load)
                .isInstanceOf(KeyStoreUnreadableException.class)
                .hasMessage("Cannot read the key store " + file
                        + ": its password is wrong, or it is damaged. Correct keyStorePassword, or restore the file.")
                .satisfies(failure -> assertThat(failure).asString().doesNotContain("not the password"));
    }

    @Test
    void saysThatTheFileIsNoKeyStore() throws Exception {
        Files.writeString(file, "-----BEGIN CERTIFICATE-----");

        assertThat(problem(source(null, TestKeyStore.PASSWORD)))
                .isEqualTo("Cannot read the key store " + file + ": it is damaged, or not of a type known to this JVM."
                        + " Restore the file, or correct keyStoreType.");
    }

    @ParameterizedTest
    @MethodSource("storeTypes")
    void refusesAHalfWrittenFileWhereverItBreaksOff(Supplier<TestKeyStore> type) throws Exception {
        byte[] whole =
                Files.readAllBytes(type.get().key("mx", TestCertificates.EC).write(file));

        for (int length = 0; length < whole.length; length += 41) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(source(null, TestKeyStore.PASSWORD)::load)
                    .as("the first %d of %d octets", length, whole.length)
                    .isInstanceOf(KeyStoreUnreadableException.class);
        }
    }

    @Test
    void hasTheSameFingerprintWhileNothingHappens() throws Exception {
        KeyStoreSource source = source(null, TestKeyStore.PASSWORD);
        Object missing = source.fingerprint();
        assertThat(source.fingerprint()).isEqualTo(missing);

        Files.writeString(file, "one");
        Object there = source.fingerprint();

        assertThat(there).isNotEqualTo(missing);
        assertThat(source.fingerprint()).isEqualTo(there);
    }

    @ParameterizedTest
    @CsvSource({"longer content, 1", "one, 2"})
    void hasAnotherFingerprintAfterAnotherSizeOrTime(String content, int second) throws Exception {
        KeyStoreSource source = source(null, TestKeyStore.PASSWORD);
        write(file, "one", 1);
        Object before = source.fingerprint();

        write(file, content, second);

        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void hasAnotherFingerprintWhenAFileOfTheSameSizeAndTimeWasMovedOverIt() throws Exception {
        KeyStoreSource source = source(null, TestKeyStore.PASSWORD);
        write(file, "one", 1);
        Object before = source.fingerprint();

        Path other = write(directory.resolve("new"), "two", 1);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void hasAnotherFingerprintWhenItMayBeReadByOthers() throws Exception {
        TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(file);
        assumeThat(file.getFileSystem().supportedFileAttributeViews()).contains("unix");
        Object before = source(null, TestKeyStore.PASSWORD).fingerprint();

        assertThat(file.toFile().setReadable(false)).isTrue();

        assertThat(source(null, TestKeyStore.PASSWORD).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void hasAnotherFingerprintWhenItsSymbolicLinkPointsElsewhere() throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path two = Files.createDirectory(directory.resolve("two"));
        Path content = write(one.resolve("keys"), "one", 1);
        // A hard link: the same file under two names, so that only the path tells them apart.
        Files.createLink(two.resolve("keys"), content);
        Files.createSymbolicLink(file, content);
        KeyStoreSource source = source(null, TestKeyStore.PASSWORD);
        Object before = source.fingerprint();

        Path link = Files.createSymbolicLink(directory.resolve("link"), two.resolve("keys"));
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void hasAFingerprintForAPathThatNoFileCanHave() {
        KeyStoreSettings settings = new KeyStoreSettings("file:a\0b", null, null, null);

        KeyStoreSource source =
                KeyStores.parse(settings, problem -> {}).orElseThrow().current().get(0);

        assertThat(source.fingerprint()).isEqualTo(source.fingerprint());
        assertThat(problem(source)).contains("there is no such file");
    }

    private KeyStoreSource source(@Nullable String type, String password) {
        return source(new KeyStoreSettings("file:" + file, type, password, null));
    }

    private static KeyStoreSource source(KeyStoreSettings settings) {
        return KeyStores.parse(settings, problem -> {}).orElseThrow().current().get(0);
    }

    private static String problem(KeyStoreSource source) {
        return catchThrowableOfType(KeyStoreUnreadableException.class, source::load)
                .sentence();
    }

    private static Path write(Path path, String content, int second) throws IOException {
        Files.writeString(path, content);
        return Files.setLastModifiedTime(path, FileTime.fromMillis(second * 1000L));
    }
}
