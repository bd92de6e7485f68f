package org.postern.simulation;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.ra.duplicates.StateFiles;
import org.postern.ra.duplicates.StateFolder;

/**
 * The files in which adapters remember messages. They survive each process with whatever was written; locks do not, and a
 * process that closes a file loses those that it has on it.
 */
final class SimState {
    private final World world;
    private final Faults faults;
    private final Ledger ledger;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, SimProcess> locks = new LinkedHashMap<>();
    private final List<File> open = new ArrayList<>();

    SimState(World world, Faults faults, Ledger ledger) {
        this.world = world;
        this.faults = faults;
        this.ledger = ledger;
    }

    /** How many locks somebody has. */
    long taken() {
        return locks.values().stream().filter(owner -> !owner.isDead()).count();
    }

    /** The directory as the programs of a process see it. */
    StateFolder of(SimProcess process) {
        return new StateFolder() {
            @Override
            public String path() {
                return "state";
            }

            @Override
            public Object place() throws IOException {
                use(process);
                return "state";
            }

            @Override
            public Optional<Closeable> lock(String name) throws IOException {
                use(process);
                SimProcess owner = locks.get(name);
                if (owner == process) {
                    // Java sees that this process has it, and whoever closes what he has opened in vain closes a file.
                    locks.remove(name);
                    return Optional.empty();
                }
                if (owner != null && !owner.isDead()) {
                    return Optional.empty();
                }
                locks.put(name, process);
                return Optional.of(() -> locks.remove(name, process));
            }

            @Override
            public StateFiles.StateFile file(String name) {
                File file = new File(name, process);
                open.removeIf(one -> one.process.isDead());
                if (open.stream().anyMatch(one -> one.name.equals(name))) {
                    world.violated("two adapters have " + name + " at the same time");
                }
                open.add(file);
                return file;
            }
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
            open.remove(this);
        }
    }
}
