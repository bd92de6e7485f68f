package org.postern.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.postern.net.SpoolDirectory;

/** The files of the spool. They end with their process; the disk may be full, slow or broken. */
final class SimDisk implements SpoolDirectory {
    private final World world;
    private final Faults faults;
    private final SimProcess process;
    private int open;
    private long looks;

    SimDisk(World world, Faults faults, SimProcess process) {
        this.world = world;
        this.faults = faults;
        this.process = process;
    }

    int open() {
        return open;
    }

    /** How often somebody has looked how much room there is: it belongs to the checks of key stores. */
    long looks() {
        return looks;
    }

    @Override
    public Medium create() throws IOException {
        use();
        open++;
        return new InMemory();
    }

    @Override
    public long usableOctets() {
        looks++;
        if (world.chance(faults.slowDisk)) {
            world.self().sleep(Duration.ofSeconds(world.between(1, 600)));
        }
        return 1_000_000_000L;
    }

    private void use() throws IOException {
        world.stepAside();
        if (world.chance(faults.slowDisk)) {
            world.self().sleep(Duration.ofMillis(world.between(1, 5_000)));
        }
        if (world.chance(faults.brokenDisk)) {
            faults.count("disk");
            throw new IOException("No space left on device");
        }
    }

    private final class InMemory implements Medium {
        private byte[] octets = new byte[1_024];
        private int length;
        private boolean closed;

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            use();
            int count = Math.min(from.remaining(), world.between(1, 65_536));
            int end = (int) position + count;
            if (end > octets.length) {
                octets = Arrays.copyOf(octets, Math.max(end, 2 * octets.length));
            }
            from.get(octets, (int) position, count);
            length = Math.max(length, end);
            return count;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            use();
            if (closed) {
                throw new IOException("closed");
            }
            int count = (int) Math.min(target.remaining(), length - position);
            if (count <= 0) {
                return -1;
            }
            target.put(octets, (int) position, count);
            return count;
        }

        @Override
        public void close() {
            if (!closed && !process.isDead()) {
                closed = true;
                open--;
            }
        }
    }
}
