package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
