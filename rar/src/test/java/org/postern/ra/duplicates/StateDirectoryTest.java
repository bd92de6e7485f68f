package org.postern.ra.duplicates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.duplicates.StateFiles.StateFile;

/** Files of a directory, and who has them. */
class StateDirectoryTest extends StateDirectorySetUp {
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
}
