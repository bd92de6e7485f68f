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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.duplicates.SlotFormat.Entry;

/** What stands in the file of a memory of duplicates after an end. */
class DuplicateFileTest extends DuplicateFileSetUp {
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
}
