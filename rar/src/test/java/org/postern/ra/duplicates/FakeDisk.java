package org.postern.ra.duplicates;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A disk that outlives processes, and does to them what a test wants. */
public final class FakeDisk implements StateFiles {
    public final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final Set<String> forsaken = new LinkedHashSet<>();
    private volatile Fault fault = (operation, octets) -> octets;
    private volatile int process;

    /** What becomes of an operation before it is done. */
    public interface Fault {
        /** How many of the octets are written; fewer end with an exception. */
        int before(String operation, int octets) throws IOException;
    }

    public FakeDisk with(Fault newFault) {
        fault = newFault;
        return this;
    }

    /** Whether nobody has a file. */
    public synchronized boolean isFree() {
        return taken.isEmpty();
    }

    /** All processes end, however far they had come. */
    synchronized void killProcesses() {
        process++;
        taken.clear();
        forsaken.clear();
    }

    @Override
    public Optional<StateFile> take(String name) throws IOException {
        fault.before("take", 0);
        boolean left;
        synchronized (this) {
            if (!taken.add(name)) {
                return Optional.empty();
            }
            left = forsaken.contains(name);
        }
        FakeFile file = new FakeFile(name);
        if (left) {
            file.forget();
        }
        return Optional.of(file);
    }

    @Override
    public synchronized void forsake(String name) {
        forsaken.add(name);
    }

    private final class FakeFile implements StateFile {
        private final String name;
        private final int owner = process;
        private boolean closed;

        FakeFile(String name) {
            this.name = name;
        }

        @Override
        public byte[] read(int most) throws IOException {
            before("read", 0);
            byte[] octets = files.getOrDefault(name, new byte[0]);
            return Arrays.copyOf(octets, Math.min(octets.length, most));
        }

        @Override
        public void replace(byte[] octets) throws IOException {
            before("replace", 0);
            files.put(name, octets.clone());
        }

        @Override
        public void write(long position, byte[] octets) throws IOException {
            int count = before("write", octets.length);
            byte[] before = files.getOrDefault(name, new byte[0]);
            byte[] after = Arrays.copyOf(before, Math.max(before.length, (int) position + count));
            System.arraycopy(octets, 0, after, (int) position, count);
            files.put(name, after);
            if (count < octets.length) {
                throw new IOException("only " + count + " octets were written");
            }
        }

        @Override
        public void delete() throws IOException {
            before("delete", 0);
            files.remove(name);
        }

        private void forget() throws IOException {
            try {
                delete();
                synchronized (FakeDisk.this) {
                    forsaken.remove(name);
                }
            } catch (IOException | RuntimeException | Error e) {
                close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed && owner == process) {
                closed = true;
                synchronized (FakeDisk.this) {
                    taken.remove(name);
                }
            }
            fault.before("close", 0);
        }

        private int before(String operation, int octets) throws IOException {
            int count = fault.before(operation, octets);
            if (closed || owner != process) {
                throw new IOException("whoever had it open is no more");
            }
            return count;
        }
    }
}
