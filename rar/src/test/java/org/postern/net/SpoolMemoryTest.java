package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory that was counted in is counted out, whatever becomes of a message. */
class SpoolMemoryTest {
    private static final int FULL = 10_000;

    @TempDir
    private Path directory;

    @Test
    void whenItGoesToItsFile() {
        SpoolSpace space = space();
        filled(space).spill();

        assertThat(space.isMemoryShort()).isFalse();
    }

    @Test
    void whenItIsAbandonedOnceOrTwice() {
        SpoolSpace space = space();
        Spool spool = filled(space);
        spool.abandon();
        spool.abandon();
        assertThat(space.isMemoryShort()).isFalse();

        filled(space);
        assertThat(space.isMemoryShort()).isTrue();
    }

    @Test
    void whenItHasBeenDeliveredAndNotBefore() throws Exception {
        SpoolSpace space = space();
        Content content = filled(space).complete(new Holding(space.memory()));
        assertThat(space.isMemoryShort()).isTrue();

        content.close();
        content.close();
        assertThat(space.isMemoryShort()).isFalse();
        filled(space);
        assertThat(space.isMemoryShort()).isTrue();
    }

    /** Pieces smaller than a chunk, as large, and larger, against limits that they meet and miss. */
    @ParameterizedTest
    @CsvSource({"1, 10000", "100, 10000", "4095, 10000", "4096, 8192", "4097, 10000", "10000, 10000", "10001, 10000"})
    void whatIsKeptIsCountedAndNeverMoreThanTheLimit(int piece, int limit) {
        SpoolSpace space = new SpoolSpace(new TemporaryFiles(directory), () -> new SpoolLimits(limit, limit, 10));
        Spool spool = new Spool(limit, space, new TasksOn(Runnable::run));

        int kept = 0;
        while (kept <= limit && spool.write(ByteBuffer.allocate(piece))) {
            kept += piece;
            assertThat(space.use().memoryOctets()).isBetween((long) kept, (long) limit);
        }

        assertThat(kept).isLessThanOrEqualTo(limit).isGreaterThan(limit - 2 * piece);
        spool.abandon();
        assertThat(space.use().memoryOctets()).isZero();
    }

    private SpoolSpace space() {
        return new SpoolSpace(new TemporaryFiles(directory), () -> new SpoolLimits(FULL, FULL, 10));
    }

    private static Spool filled(SpoolSpace space) {
        Spool spool = new Spool(FULL, space, new TasksOn(Runnable::run));
        assertThat(spool.isFull()).isFalse();
        spool.write(ByteBuffer.allocate(FULL));
        assertThat(spool.isFull()).isTrue();
        return spool;
    }
}
