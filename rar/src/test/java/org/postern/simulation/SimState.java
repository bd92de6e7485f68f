package org.postern.simulation;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.ra.StateFiles;

/** The files in which adapters remember messages. They survive each process with whatever was written; locks do not. */
final class SimState {
    private final World world;
    private final Faults faults;
    private final Ledger ledger;
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, SimProcess> locks = new HashMap<>();

    SimState(World world, Faults faults, Ledger ledger) {
        this.world = world;
        this.faults = faults;
        this.ledger = ledger;
    }

    /** How many names somebody has. */
    long taken() {
        return locks.values().stream().filter(owner -> !owner.isDead()).count();
    }

    /** The directory as the programs of a process see it. */
    StateFiles of(SimProcess process) {
        return name -> {
            use(process);
            SimProcess owner = locks.get(name);
            if (owner != null && !owner.isDead()) {
                return Optional.empty();
            }
            locks.put(name, process);
            return Optional.of(new File(name, process));
        };
    }

    private void use(SimProcess process) throws IOException {
        if (world.isActor()) {
            world.stepAside();
        }
        if (process.isDead()) {
            throw new IOException("the process is dead");
        }
        if (world.chance(faults.brokenState)) {
            faults.count("state");
            ledger.excuseAll("what was remembered could not be kept");
            if (world.chance(0.3)) {
                throw new InternalError("a fault occurred in an unsafe memory access operation");
            }
            throw new IOException("No space left on device");
        }
    }

    private final class File implements StateFiles.StateFile {
        private final String name;
        private final SimProcess process;

        File(String name, SimProcess process) {
            this.name = name;
            this.process = process;
        }

        @Override
        public byte[] read(int most) throws IOException {
            use(process);
            byte[] octets = files.getOrDefault(name, new byte[0]);
            int length = Math.min(most, octets.length);
            if (octets.length > 0 && world.chance(faults.brokenState)) {
                faults.count("state cut short");
                ledger.excuseAll("what was remembered was cut short");
                length = world.between(0, length + 1);
            }
            return Arrays.copyOf(octets, length);
        }

        @Override
        public void replace(byte[] octets) throws IOException {
            use(process);
            files.put(name, octets.clone());
        }

        @Override
        public void write(long position, byte[] octets) throws IOException {
            use(process);
            byte[] old = files.getOrDefault(name, new byte[0]);
            int end = (int) position + octets.length;
            byte[] grown = end <= old.length ? old : Arrays.copyOf(old, end);
            System.arraycopy(octets, 0, grown, (int) position, octets.length);
            files.put(name, grown);
        }

        @Override
        public void delete() throws IOException {
            use(process);
            files.remove(name);
        }

        @Override
        public void close() {
            if (!process.isDead()) {
                locks.remove(name, process);
            }
        }
    }
}
