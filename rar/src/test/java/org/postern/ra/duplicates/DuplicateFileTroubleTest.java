package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Disks that fail, hang or are full. */
class DuplicateFileTroubleTest extends DuplicateFileSetUp {
    /** Each operation of a life fails once, in each way. */
    @ParameterizedTest
    @EnumSource
    void aFileThatFailsIsGivenUpOnceAndDisturbsNobody(Failure failure) throws Exception {
        for (int failing = 1; failing <= 12; failing++) {
            FakeDisk other = new FakeDisk();
            int[] operations = {0};
            int which = failing;
            other.with((operation, octets) -> {
                operations[0]++;
                if (operations[0] == which) {
                    failure.happen();
                }
                return octets;
            });
            trouble.clear();
            live(other);

            assertThat(trouble).hasSize(operations[0] >= which ? 1 : 0);
            other.with((operation, octets) -> octets).killProcesses();
            assertThat(open(other, CAPACITY).found()).hasSizeLessThanOrEqualTo(CAPACITY);
        }
    }

    private void live(FakeDisk where) {
        DuplicateFile file = open(where, CAPACITY);
        for (int i = 0; i < 6; i++) {
            file.put(i % CAPACITY, entry(i));
            file.write();
        }
        file.close(true);
        assertThat(file.isBehind()).isFalse();
    }

    private enum Repaired {
        WHILE_IT_RUNS,
        BEFORE_IT_ENDS,
        AFTER_IT_HAS_ENDED
    }

    static Stream<Arguments> disksThatFailForAWhile() {
        return Stream.of(
                        "take",
                        "read",
                        "read delete",
                        "replace",
                        "replace delete",
                        "write",
                        "write delete",
                        "write take")
                .flatMap(failing -> Stream.of(Repaired.values()).flatMap(repaired -> Stream.of(Failure.values())
                        .map(failure -> Arguments.of(failing, repaired, failure))));
    }

    /** Whoever was remembered there may have shown to the adapter that went on without it that he knows. */
    @ParameterizedTest
    @MethodSource("disksThatFailForAWhile")
    void aFileThatAnAdapterWentOnWithoutIsNotBelievedAfterwards(String failing, Repaired repaired, Failure failure)
            throws Exception {
        DuplicateFile first = open(disk, failing.contains("replace") ? CAPACITY + 1 : CAPACITY);
        first.put(0, entry(1));
        first.close(false);
        disk.with((operation, octets) -> {
            if (List.of(failing.split(" ", -1)).contains(operation)) {
                failure.happen();
            }
            return octets;
        });

        DuplicateFile second = open(disk, CAPACITY);
        second.put(1, entry(2));
        second.write();
        repairIf(repaired == Repaired.WHILE_IT_RUNS);
        second.write();
        if (repaired == Repaired.WHILE_IT_RUNS) {
            assertThat(disk.files).isEmpty();
        }
        second.clear(0);
        repairIf(repaired == Repaired.BEFORE_IT_ENDS);
        second.close(false);
        if (repaired != Repaired.AFTER_IT_HAS_ENDED) {
            disk.killProcesses();
        }
        repairIf(true);

        DuplicateFile third = open(disk, CAPACITY);
        assertThat(third.found()).isEmpty();
        assertThat(third.isBegunAnew()).isFalse();
        third.put(2, entry(3));
        third.close(false);
        assertThat(open(disk, CAPACITY).found()).isEqualTo(Map.of(2, entry(3)));
        assertThat(trouble).hasSize(1);
    }

    /** One that remembers nothing: with a window of 0. */
    @ParameterizedTest
    @EnumSource
    void aFileThatAnAdapterDoesWithoutIsNotBelievedAfterwards(Repaired repaired) {
        DuplicateFile first = open(disk, CAPACITY);
        first.put(0, entry(1));
        first.close(false);
        disk.with((operation, octets) -> {
            throw new IOException("Permission denied");
        });

        DuplicateFile second = DuplicateFile.insteadOf(disk, "duplicates");
        second.write();
        repairIf(repaired == Repaired.WHILE_IT_RUNS);
        second.write();
        repairIf(repaired == Repaired.BEFORE_IT_ENDS);
        second.close(true);
        if (repaired != Repaired.AFTER_IT_HAS_ENDED) {
            disk.killProcesses();
        }
        repairIf(true);

        assertThat(open(disk, CAPACITY).found()).isEmpty();
    }

    private void repairIf(boolean now) {
        if (now) {
            disk.with((operation, octets) -> octets);
        }
    }

    @Test
    void whileAWriteHangsNobodyElseWaits() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DuplicateFile file = open(disk, CAPACITY);
        disk.with((operation, octets) -> {
            hanging.countDown();
            awaitQuietly(goOn);
            return octets;
        });
        file.put(0, entry(1));
        Thread writer = new Thread(file::write);
        writer.start();
        hanging.await();

        file.put(1, entry(2));
        file.clear(0);
        file.write();
        assertThat(file.isBehind()).isFalse();
        file.close(false);
        assertThat(disk.files.values())
                .allSatisfy(octets ->
                        assertThat(SlotFormat.read(octets).orElseThrow().used()).isEmpty());

        goOn.countDown();
        writer.join();
        assertThat(open(disk, CAPACITY).found()).isEqualTo(Map.of(1, entry(2)));
    }

    /** It was made with all its blocks, so nothing new is needed. */
    @Test
    void aFullDiskTakesNothingFromAFileThatIsThere() throws Exception {
        DuplicateFile file = open(disk, CAPACITY);
        file.put(0, entry(1));
        file.close(false);
        disk.with((operation, octets) -> {
            if (operation.equals("replace")) {
                throw new IOException("No space left on device");
            }
            return octets;
        });

        DuplicateFile next = open(disk, CAPACITY);
        assertThat(next.found()).isEqualTo(Map.of(0, entry(1)));
        next.put(1, entry(2));
        next.close(false);
        DuplicateFile last = open(disk, CAPACITY);
        assertThat(last.found()).isEqualTo(Map.of(0, entry(1), 1, entry(2)));
        last.close(false);
        assertThat(trouble).isEmpty();

        assertThat(open(disk, CAPACITY + 1).found()).isEmpty();
        assertThat(trouble).hasSize(1);
    }
}
