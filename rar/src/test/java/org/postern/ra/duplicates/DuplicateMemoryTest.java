package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;

class DuplicateMemoryTest {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final FakeDisk disk = new FakeDisk();
    private final List<Throwable> trouble = new ArrayList<>();
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

    /** Whatever the clock shows meanwhile, by day or by year. */
    @ParameterizedTest
    @ValueSource(longs = {-1_000_000, -25, -1, 1, 25, 1_000_000})
    void theWindowEndsWhenItsTimeHasPassedWhateverTheClockShows(long hours) throws Exception {
        try (DuplicateMemory memory = memory(2)) {
            lose(memory, message(1));
            clock.jump(Duration.ofHours(hours));
            clock.pass(WINDOW.minusMillis(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.COMMITTED);
            clock.pass(Duration.ofMillis(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    /** What a file tells of times is not believed beyond the window. */
    @ParameterizedTest
    @ValueSource(longs = {-1_000_000, -2, 0})
    void aClockThatWasSetBackBeforeARestartKeepsNothingForLonger(long hours) throws Exception {
        DuplicateMemory before = memory(2);
        lose(before, message(1));
        before.close();
        clock.jump(Duration.ofHours(hours));

        try (DuplicateMemory after = memory(2)) {
            assertThat(after.standing(message(1))).isEqualTo(Standing.COMMITTED);
            clock.pass(WINDOW);
            assertThat(after.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    /** Whatever it showed when the message was noted, and however long each adapter runs. */
    @ParameterizedTest
    @CsvSource({"0, 50", "1, 50", "1, 1", "60, 59", "61, 30", "43200, 1", "43200, 50", "5256000, 7"})
    void aClockThatWasAheadKeepsNothingForLongerHoweverOftenTheAdapterIsRestarted(long minutesAhead, int minutesOfALife)
            throws Exception {
        clock.jump(Duration.ofMinutes(minutesAhead));
        try (DuplicateMemory before = memory(2)) {
            lose(before, message(1));
        }
        clock.jump(Duration.ofMinutes(-minutesAhead));
        Duration remembered = Duration.ZERO;
        Standing standing = Standing.COMMITTED;
        while (standing == Standing.COMMITTED && remembered.compareTo(WINDOW.multipliedBy(3)) < 0) {
            try (DuplicateMemory next = memory(2)) {
                standing = next.standing(message(1));
                clock.pass(Duration.ofMinutes(minutesOfALife));
                remembered = remembered.plusMinutes(standing == Standing.COMMITTED ? minutesOfALife : 0);
            }
        }
        assertThat(remembered).isBetween(WINDOW, WINDOW.plusMinutes(minutesOfALife - 1));
    }

    @Test
    void thoseThatMayKnowMakeRoomForThoseThatDoNot() throws Exception {
        try (DuplicateMemory memory = memory(3)) {
            lose(memory, message(1));
            memory.doubt(message(2), memory.note(message(2)).orElseThrow());
            lose(memory, message(3));
            lose(memory, message(4));

            assertThat(memory.standing(message(1))).isEqualTo(Standing.COMMITTED);
            assertThat(memory.standing(message(2))).isEqualTo(Standing.NEW);
            lose(memory, message(5));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    @Test
    void whoMayKnowIsRememberedForAsLong() throws Exception {
        try (DuplicateMemory memory = memory(3)) {
            memory.doubt(message(1), memory.note(message(1)).orElseThrow());
            clock.pass(WINDOW.minusMillis(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.COMMITTED);
            clock.pass(Duration.ofMillis(1));
            assertThat(memory.standing(message(1))).isEqualTo(Standing.NEW);
        }
        try (DuplicateMemory next = memory(3)) {
            assertThat(next.standing(message(1))).isEqualTo(Standing.NEW);
        }
    }

    @Test
    void aFileWithNothingToRememberIsRemoved() throws Exception {
        DuplicateMemory memory = memory(3);
        lose(memory, message(1));
        memory.write();
        assertThat(disk.files).hasSize(1);
        memory.remove(message(1));
        memory.close();
        assertThat(disk.files).isEmpty();
        assertThat(trouble).isEmpty();
    }

    private static void lose(DuplicateMemory memory, Fingerprint message) {
        memory.note(message).ifPresent(slot -> memory.lose(message, slot));
    }

    private DuplicateMemory memory(int capacity) throws IOException {
        return new DuplicateMemory(DuplicateFile.open(disk, "duplicates", capacity, trouble::add), WINDOW, clock);
    }

    private static Fingerprint message(long number) {
        return new Fingerprint(number, 2, 3, 4);
    }
}
