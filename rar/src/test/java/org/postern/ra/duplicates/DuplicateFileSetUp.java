package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.postern.ra.duplicates.SlotFormat.Entry;

/** The file of a memory of duplicates, on a disk that does what a test wants. */
@Timeout(30)
abstract class DuplicateFileSetUp {
    static final int CAPACITY = 4;

    final FakeDisk disk = new FakeDisk();
    final List<Throwable> trouble = new CopyOnWriteArrayList<>();

    enum Failure {
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

    DuplicateFile open(FakeDisk where, int capacity) {
        return DuplicateFile.open(where, "duplicates", capacity, trouble::add);
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Entry entry(int number) {
        return new Entry(1_700_000_000_000L + number, new Fingerprint(number, 2, 3, 4));
    }
}
