package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.ManualClock;
import org.postern.ra.DuplicateMemory.Standing;

class DuplicateMemoryTest {
    private static final Duration WINDOW = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    @Test
    void whatWasCommittedIsKnownUntilItsSenderKnows() throws Exception {
        try (DuplicateMemory memory = memory(10)) {
            lose(memory, message(1));

            assertThat(memory.standing(message(1))).isEqualTo(Standing.COMMITTED);
            assertThat(memory.standing(message(2))).isEqualTo(Standing.NEW);
            memory.remove(message(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    @Test
    void theWindowEnds() throws Exception {
        try (DuplicateMemory memory = memory(2)) {
            lose(memory, message(1));
            clock.pass(WINDOW.minusMillis(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.COMMITTED);
            clock.pass(Duration.ofMillis(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    @Test
    void whenAllPlacesAreTakenTheOldestIsForgotten() throws Exception {
        try (DuplicateMemory memory = memory(2)) {
            lose(memory, message(1));
            lose(memory, message(2));
            lose(memory, message(1)); // Newer than the second now.
            lose(memory, message(3));

            assertThat(memory.standing(message(1))).isEqualTo(Standing.COMMITTED);
            assertThat(memory.standing(message(2))).isEqualTo(Standing.NEW);
            assertThat(memory.standing(message(3))).isEqualTo(Standing.COMMITTED);
        }
    }

    @Test
    void placesAreUsedAgain() throws Exception {
        try (DuplicateMemory memory = memory(2)) {
            for (int i = 0; i < 100; i++) {
                lose(memory, message(i));
                memory.remove(message(i));
            }
            lose(memory, message(1));
            lose(memory, message(2));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.COMMITTED);
        }
    }

    @Test
    void aSecondTryOfWhatNobodyWaitsForHasToWait() throws Exception {
        try (DuplicateMemory memory = memory(2)) {
            memory.abandon(message(1));
            memory.abandon(message(1));
            memory.end(message(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.UNDER_WAY);
            memory.end(message(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    /** As after the end of the process, however that came: nothing is written when it is closed. */
    @Test
    void theNextAdapterKnowsWhatTheLastOneKnewAndHowOldItIs() throws Exception {
        try (DuplicateMemory before = memory(10)) {
            lose(before, message(1));
            clock.pass(Duration.ofMinutes(10));
            lose(before, message(2));
            lose(before, message(3));
            before.remove(message(3));
        }

        try (DuplicateMemory after = memory(10)) {
            assertThat(after.standing(message(1))).isEqualTo(Standing.COMMITTED);
            assertThat(after.standing(message(3))).isEqualTo(Standing.NEW);
            clock.pass(WINDOW.minusMinutes(10));
            assertThat(after.standing(message(1))).isEqualTo(Standing.NEW);
            assertThat(after.standing(message(2))).isEqualTo(Standing.COMMITTED);
        }
    }

    @Test
    void aSmallerMemoryKeepsTheLatest() throws Exception {
        try (DuplicateMemory before = memory(10)) {
            for (int i = 0; i < 10; i++) {
                clock.pass(Duration.ofSeconds(1));
                lose(before, message(i));
            }
        }

        try (DuplicateMemory after = memory(2)) {
            assertThat(after.standing(message(7))).isEqualTo(Standing.NEW);
            assertThat(after.standing(message(8))).isEqualTo(Standing.COMMITTED);
            assertThat(after.standing(message(9))).isEqualTo(Standing.COMMITTED);
        }
        try (DuplicateMemory larger = memory(100)) {
            assertThat(larger.standing(message(9))).isEqualTo(Standing.COMMITTED);
        }
    }

    @Test
    void adaptersThatRunAtTheSameTimeHaveAFileEach() throws Exception {
        try (DuplicateMemory one = memory(2);
                DuplicateMemory other = memory(2)) {
            lose(one, message(1));
            assertThat(other.standing(message(1))).isEqualTo(Standing.NEW);
        }
        try (var files = Files.list(directory.resolve("state"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void nothingIsWrittenToAFileThatWasGivenBack() throws Exception {
        DuplicateMemory one = memory(2);
        one.close();

        try (DuplicateMemory other = memory(2)) {
            lose(one, message(1));
            assertThat(other.standing(message(1))).isEqualTo(Standing.NEW);
        }
        try (DuplicateMemory next = memory(2)) {
            assertThat(next.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    @Test
    void theDirectoryIsTheOwnersAlone() throws Exception {
        Files.createDirectory(directory.resolve("state"));
        Files.setPosixFilePermissions(directory.resolve("state"), PosixFilePermissions.fromString("rwxrwxrwx"));

        memory(2).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("state"))))
                .isEqualTo("rwx------");
    }

    /** Whoever may write where the directory is could lead us to his own. */
    @Test
    void aLinkIsNoDirectory() throws Exception {
        Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("state"), directory.resolve("elsewhere"));

        assertThatIOException().isThrownBy(() -> memory(2));
    }

    @Test
    void whatIsOnItsWayToASenderThatIsThereIsNotKnownYetButToTheNextAdapter() throws Exception {
        try (DuplicateMemory memory = memory(2)) {
            assertThat(memory.note(message(1))).isPresent();
            assertThat(memory.standing(message(1))).isEqualTo(Standing.NEW);
        }
        try (DuplicateMemory next = memory(2)) {
            assertThat(next.standing(message(1))).isEqualTo(Standing.COMMITTED);
        }
    }

    @Test
    void whatIsOnItsWayIsNotForgottenForTheSakeOfMore() throws Exception {
        try (DuplicateMemory memory = memory(2)) {
            int first = memory.note(message(1)).orElseThrow();
            memory.note(message(2));
            assertThat(memory.note(message(3))).isEmpty();
            memory.release(first);
            assertThat(memory.note(message(3))).isPresent();
        }
    }

    private static void lose(DuplicateMemory memory, Fingerprint message) {
        memory.note(message).ifPresent(slot -> memory.lose(message, slot));
    }

    private DuplicateMemory memory(int capacity) throws IOException {
        return new DuplicateMemory(DuplicateFile.open(directory.resolve("state"), capacity), WINDOW, clock);
    }

    private static Fingerprint message(long number) {
        return new Fingerprint(number, 2, 3, 4);
    }
}
