package org.postern.ra.duplicates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.duplicates.StateFiles.StateFile;

/** Real files: who has them, whose they are, and what is left of them. */
@Timeout(60)
class StateDirectoryTest {
    private static final byte[] OCTETS = "0123456789".getBytes(UTF_8);

    @TempDir
    private Path temporary;

    private Path directory;
    private StateDirectory files;

    @BeforeEach
    void prepare() {
        directory = temporary.resolve("state");
        files = new StateDirectory(directory);
    }

    @Test
    void whatWasWrittenIsReadAfterwards() throws Exception {
        try (StateFile file = take("a")) {
            assertThat(file.read(100)).isEmpty();
            file.replace(OCTETS);
            file.write(3, "xyz".getBytes(UTF_8));
            assertThat(file.read(100)).asString(UTF_8).isEqualTo("012xyz6789");
        }
        try (StateFile file = take("a")) {
            assertThat(file.read(4)).asString(UTF_8).isEqualTo("012x");
            file.write(0, "!".getBytes(UTF_8));
            file.replace("new".getBytes(UTF_8));
            file.write(1, "O".getBytes(UTF_8));
        }
        assertThat(directory.resolve("a")).hasContent("nOw");
        assertThat(names()).containsExactlyInAnyOrder("a", "a.lock");
    }

    @Test
    void aFileThatIsRemovedLeavesItsNameTaken() throws Exception {
        try (StateFile file = take("a")) {
            file.replace(OCTETS);
            file.delete();
            file.delete();
            assertThat(files.take("a")).isEmpty();
            assertThat(names()).containsExactly("a.lock");
        }
    }

    /** Whoever went on without it knows better than the file, and need not be able to reach it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatSomebodyWentOnWithoutIsNotFoundByTheNext(boolean whileSomebodyHasIt) throws Exception {
        try (StateFile file = take("a");
                StateFile other = take("b")) {
            file.replace(OCTETS);
            other.replace(OCTETS);
            if (whileSomebodyHasIt) {
                files.forsake("a");
            }
        }
        if (!whileSomebodyHasIt) {
            PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
            view.setPermissions(PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThatIOException().isThrownBy(() -> files.take("a"));
            files.forsake("a");
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }

        try (StateFile file = new StateDirectory(directory).take("a").orElseThrow();
                StateFile other = take("b")) {
            assertThat(file.read(100)).isEmpty();
            assertThat(other.read(100)).isEqualTo(OCTETS);
            file.replace(OCTETS);
        }
        try (StateFile file = take("a")) {
            assertThat(file.read(100)).isEqualTo(OCTETS);
        }
    }

    @Test
    void whatCannotBeRemovedIsNotHadUntilItCan() throws Exception {
        take("a").close();
        Path inTheWay = Files.createDirectories(directory.resolve("a").resolve("b"));
        files.forsake("a");
        for (int i = 0; i < 3; i++) {
            assertThatIOException().isThrownBy(() -> files.take("a"));
        }
        Files.delete(inTheWay);
        try (StateFile file = take("a")) {
            assertThat(file.read(100)).isEmpty();
        }
    }

    @Test
    void aNameHasOneOwnerInAProcessUntilItIsClosed() throws Exception {
        StateFile first = take("a");
        for (int i = 0; i < 3; i++) {
            assertThat(files.take("a")).isEmpty();
            assertThat(new StateDirectory(temporary.resolve(".").resolve("state")).take("a"))
                    .isEmpty();
        }
        take("b").close();
        first.close();
        take("a").close();
    }

    /** Two applications bring the same classes, each in a class loader of its own. */
    @Test
    void andInAllClassLoadersOfAProcess() throws Exception {
        try (URLClassLoader other = otherClassLoader();
                StateFile ours = take("a")) {
            assertThat(takeIn(other, "a")).isEmpty();
            ours.replace(OCTETS);
            assertThat(takeIn(other, "b")).isPresent();
            assertThat(files.take("b")).isEmpty();
        }
    }

    /** POSIX: whoever closes a file loses all locks on it that his process has. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void attemptsOfOthersInTheSameProcessLeaveTheLockToWhoHasIt(int attempts) throws Exception {
        try (StateFile first = take("a");
                URLClassLoader other = otherClassLoader()) {
            for (int i = 0; i < attempts; i++) {
                assertThat(files.take("a")).isEmpty();
                assertThat(takeIn(other, "a")).isEmpty();
            }
            first.replace(OCTETS);
            first.read(100);
            assertThat(inAnotherProcess("a")).isEqualTo("in use");
        }
        assertThat(inAnotherProcess("a")).isEqualTo("taken");
    }

    @Test
    void aProcessThatIsKilledLeavesItsNameToTheNext() throws Exception {
        assertThat(inAnotherProcess("a")).isEqualTo("taken");
        take("a").close();
    }

    @Test
    void theDirectoryThatItMakesIsTheOwnersAlone() throws Exception {
        take("a").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    /** A new server starts all its adapters. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void adaptersThatStartTogetherWhereNoDirectoryIsYetAllHaveTheirFile(int adapters) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(adapters);
        try {
            for (int round = 0; round < 100; round++) {
                Path fresh = temporary.resolve("fresh-" + round);
                CyclicBarrier together = new CyclicBarrier(adapters);
                List<Callable<Boolean>> takes = new ArrayList<>();
                for (int i = 0; i < adapters; i++) {
                    String name = "a" + i;
                    takes.add(() -> {
                        together.await();
                        try (StateFile file =
                                new StateDirectory(fresh).take(name).orElseThrow()) {
                            file.replace(OCTETS);
                            return true;
                        }
                    });
                }
                for (Future<Boolean> taken : threads.invokeAll(takes)) {
                    assertThat(taken.get()).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Others need what is theirs, too: it could be the temporary directory of the machine. */
    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwx-w----", "rwx----w-"})
    void whereOthersMayWriteItIsNotTakenFromThem(String permissions) throws Exception {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining(permissions);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo(permissions);
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx------", "rwxr-x---", "rwxr-xr-x"})
    void whereOthersMayReadItIsLeftAsItIs(String permissions) throws Exception {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

        take("a").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo(permissions);
    }

    /** Root could change it, but whoever owns it could change it back. */
    @ParameterizedTest
    @ValueSource(strings = {"nobody", "daemon"})
    void theDirectoryOfAnotherUserIsNotMadeOnesOwn(String name) throws Exception {
        Files.createDirectory(directory);
        give(directory, name);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining("belongs to " + name);

        assertThat(Files.getOwner(directory).getName()).isEqualTo(name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwxrwxrwx");
        assertThat(names()).isEmpty();
    }

    /** Made before the directory was the owner's alone. */
    @Test
    void aFileOfAnotherUserIsNotRead() throws Exception {
        take("a").close();
        Files.write(directory.resolve("a"), OCTETS);
        give(directory.resolve("a"), "nobody");

        try (StateFile file = take("a")) {
            assertThatIOException().isThrownBy(() -> file.read(100)).withMessageContaining("Remove it");
        }
    }

    /** Whoever may write where the directory is could lead us to his own. */
    @Test
    void aLinkIsNoDirectoryAndNoFile() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(directory, elsewhere);
        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining("symbolic link");
        Files.delete(elsewhere);
        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining("symbolic link");
        Files.createDirectory(elsewhere);
        Files.delete(directory);

        take("a").close();
        Files.write(elsewhere.resolve("file"), OCTETS);
        Files.createSymbolicLink(directory.resolve("a"), elsewhere.resolve("file"));
        Files.delete(directory.resolve("a.lock"));
        try (StateFile file = take("a")) {
            assertThatIOException().isThrownBy(() -> file.read(100));
        }
        Files.delete(directory.resolve("a.lock"));
        Files.createSymbolicLink(directory.resolve("a.lock"), elsewhere.resolve("file"));
        assertThatIOException().isThrownBy(() -> files.take("a"));
        assertThat(elsewhere.resolve("file")).hasBinaryContent(OCTETS);
        Files.delete(directory.resolve("a.lock"));
        take("a").close(); // What failed has let the name go.
    }

    @Test
    void aDirectoryThatCannotBeMadeIsTold() throws Exception {
        assertThatIOException().isThrownBy(() -> new StateDirectory(temporary.resolve("no/such")).take("a"));
        Path file = Files.write(temporary.resolve("file"), OCTETS);
        assertThatIOException()
                .isThrownBy(() -> new StateDirectory(file).take("a"))
                .isInstanceOf(NotDirectoryException.class);
        assertThat(file).hasBinaryContent(OCTETS);
    }

    /** Containers interrupt their threads when they stop. */
    @Test
    void aThreadThatIsInterruptedWritesAllTheSame() throws Exception {
        try (StateFile file = take("a")) {
            file.replace(OCTETS);
            Thread.currentThread().interrupt();
            file.write(0, "x".getBytes(UTF_8));
            assertThat(Thread.interrupted()).isTrue();
            file.write(1, "y".getBytes(UTF_8));
        }
        assertThat(directory.resolve("a")).hasContent("xy23456789");
    }

    /** An administrator may do that, and nobody falls over. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9})
    void aFileThatIsCutShortWhileItIsOpenIsWrittenOn(int length) throws Exception {
        try (StateFile file = take("a")) {
            file.replace(OCTETS);
            file.write(0, "x".getBytes(UTF_8));
            Files.write(directory.resolve("a"), Arrays.copyOf(OCTETS, length));
            file.write(8, "y".getBytes(UTF_8));
            assertThat(file.read(100)).hasSizeBetween(9, 10);
        }
    }

    /** What an interrupted life has left of a replacement is not in the way of the next. */
    @Test
    void aReplacementThatWasNotFinishedIsForgotten() throws Exception {
        take("a").close();
        Files.write(directory.resolve("a"), OCTETS);
        Files.write(directory.resolve("a.new"), new byte[3]);

        try (StateFile file = take("a")) {
            assertThat(file.read(100)).isEqualTo(OCTETS);
            file.replace(new byte[] {1});
        }
        assertThat(names()).containsExactlyInAnyOrder("a", "a.lock");
    }

    private StateFile take(String name) throws IOException {
        return files.take(name).orElseThrow();
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static void give(Path path, String name) throws IOException {
        UserPrincipal user =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
        boolean given;
        try {
            Files.setOwner(path, user);
            given = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (IOException e) {
            given = false;
        }
        assumeTrue(given, "only root can give files away");
    }

    private static URLClassLoader otherClassLoader() {
        URL ours = StateDirectory.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {ours}, ClassLoader.getPlatformClassLoader());
    }

    private Optional<?> takeIn(ClassLoader other, String name) throws Exception {
        Class<?> same = other.loadClass(StateDirectory.class.getName());
        assertThat(same).isNotEqualTo(StateDirectory.class);
        Constructor<?> constructor = same.getDeclaredConstructor(Path.class);
        constructor.setAccessible(true);
        Method take = same.getDeclaredMethod("take", String.class);
        take.setAccessible(true);
        return (Optional<?>) take.invoke(constructor.newInstance(directory), name);
    }

    private String inAnotherProcess(String name) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TakeInAnotherProcess.class.getName(),
                        directory.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            return String.valueOf(out.readLine());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
