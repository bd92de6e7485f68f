package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.duplicates.SlotFormat.Entry;

/** Slots on a disk that fails, hangs, loses power to write, or belongs to others as well. */
@Timeout(30)
class DuplicateFileTest {
    private static final int CAPACITY = 4;

    private final FakeDisk disk = new FakeDisk();
    private final List<Throwable> trouble = new CopyOnWriteArrayList<>();

    private enum Failure {
        IO {
            @Override
            void happen() throws IOException {
                throw new IOException("No space left on device");
            }
        },
        UNCHECKED {
            @Override
            void happen() {
                throw new IllegalStateException("a file system of somebody's own");
            }
        },
        ERROR {
            @Override
            void happen() {
                throw new InternalError("a fault occurred in an unsafe memory access operation");
            }
        };

        abstract void happen() throws IOException;
    }

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

    /** The disk gets some octets of a write, then the process is killed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 20, 39, 40, 43})
    void ofAWriteThatBrokeOffNothingIsReadButWhatWasThereOrWillBe(int count) throws Exception {
        DuplicateFile file = open(disk, CAPACITY);
        file.put(0, entry(1));
        file.put(1, entry(2));
        file.write();
        disk.with((operation, octets) -> {
            if (operation.equals("write")) {
                return count;
            }
            throw new IOException("the process has no time for it");
        });
        file.put(0, entry(3));
        file.write();
        disk.with((operation, octets) -> octets).killProcesses();

        Map<Integer, Entry> found = open(disk, CAPACITY).found();

        assertThat(found).containsEntry(1, entry(2));
        assertThat(found.values()).isSubsetOf(entry(1), entry(2), entry(3));
    }

    /** A random life, killed at a random moment, goes on with what it knew; whatever was not written comes twice at worst. */
    @Test
    void aLifeThatIsKilledGoesOn() throws Exception {
        Random random = new Random(19);
        for (int life = 0; life < 200; life++) {
            FakeDisk other = new FakeDisk();
            Map<Integer, Entry> expected = new LinkedHashMap<>();
            int capacity = 1 + random.nextInt(50);
            for (int generation = 0; generation < 3; generation++) {
                DuplicateFile file = open(other, capacity);
                assertThat(file.found()).isEqualTo(expected);
                int steps = random.nextInt(100);
                for (int i = 0; i < steps; i++) {
                    int slot = random.nextInt(capacity);
                    if (random.nextInt(3) == 0) {
                        file.clear(slot);
                        expected.remove(slot);
                    } else {
                        Entry entry = entry(1 + random.nextInt(1_000));
                        file.put(slot, entry);
                        expected.put(slot, entry);
                    }
                    if (random.nextBoolean()) {
                        file.write();
                    }
                }
                if (random.nextBoolean()) {
                    file.close(false);
                } else {
                    file.write();
                    other.killProcesses();
                }
            }
        }
        assertThat(trouble).isEmpty();
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

    @Test
    void manyThreadsLoseNothing() throws Exception {
        int capacity = 400;
        DuplicateFile file = open(disk, capacity);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int first = i * 50;
            threads.add(new Thread(() -> {
                for (int slot = first; slot < first + 50; slot++) {
                    file.put(slot, entry(slot + 1));
                    file.write();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        await().until(() -> !file.isBehind());
        disk.killProcesses();

        assertThat(open(disk, capacity).found()).hasSize(capacity).containsEntry(399, entry(400));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 1_000})
    void anotherCapacityKeepsTheLatest(int capacity) throws Exception {
        DuplicateFile file = open(disk, CAPACITY);
        for (int i = 0; i < CAPACITY; i++) {
            file.put(i, entry(1 + (i + 2) % CAPACITY));
        }
        file.close(false);

        Set<Entry> latest = new LinkedHashSet<>();
        for (int i = CAPACITY; i > Math.max(0, CAPACITY - capacity); i--) {
            latest.add(entry(i));
        }
        DuplicateFile other = open(disk, capacity);
        assertThat(other.isBegunAnew()).isFalse();
        assertThat(Set.copyOf(other.found().values())).isEqualTo(latest);
        assertThat(other.found().keySet()).allMatch(slot -> slot < capacity);
    }

    @Test
    void aFileThatIsCutShortOrForeignIsBegunAnew() throws Exception {
        DuplicateFile file = open(disk, CAPACITY);
        file.put(0, entry(1));
        file.close(false);
        byte[] whole = disk.files.get("duplicates");
        for (int length = 1; length < whole.length; length++) {
            disk.files.put("duplicates", Arrays.copyOf(whole, length));
            DuplicateFile next = open(disk, CAPACITY);
            assertThat(next.isBegunAnew()).isTrue();
            assertThat(next.found()).isEmpty();
            next.put(3, entry(4));
            next.close(false);
            DuplicateFile last = open(disk, CAPACITY);
            assertThat(last.isBegunAnew()).isFalse();
            assertThat(last.found()).isEqualTo(Map.of(3, entry(4)));
            last.close(false);
        }
        disk.files.remove("duplicates");
        assertThat(open(disk, CAPACITY).isBegunAnew()).isFalse();
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

    @Test
    void adaptersOfOneNameHaveAFileEachInTheirOrder() throws Exception {
        List<DuplicateFile> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            DuplicateFile file = open(disk, CAPACITY);
            file.put(0, entry(i + 1));
            file.write();
            open.add(file);
        }
        assertThat(disk.files.keySet()).startsWith("duplicates", "duplicates-2", "duplicates-3");
        assertThat(trouble).isEmpty();
        assertThat(open(disk, CAPACITY).found()).isEmpty();
        assertThat(trouble).singleElement().asString().contains("in use");

        open.get(1).close(false);
        assertThat(open(disk, CAPACITY).found()).isEqualTo(Map.of(0, entry(2)));
    }

    private DuplicateFile open(FakeDisk where, int capacity) {
        return DuplicateFile.open(where, "duplicates", capacity, trouble::add);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Entry entry(int number) {
        return new Entry(1_700_000_000_000L + number, new Fingerprint(number, 2, 3, 4));
    }
}
