package org.postern.ra.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The names in a folder. Each file has a lock file of its own beside it, which is never opened for anything else, and only once
 * in a process: to close a file is to lose all the locks that the process has on it (POSIX, {@code fcntl}). Class loaders
 * share nothing but what belongs to Java, so the system properties say which locks this process has. Thread-safe.
 */
public final class StateNames implements StateFiles {
    private static final String TAKEN = "org.postern.taken:";
    private static final String FORSAKEN = "org.postern.forsaken:";

    private final StateFolder folder;
    private final Map<Object, Object> marks;

    /**
     * Knows the names in a folder.
     *
     * @param marks what all class loaders of this process see, and change one at a time
     */
    public StateNames(StateFolder folder, Map<Object, Object> marks) {
        this.folder = folder;
        this.marks = marks;
    }

    @Override
    public Optional<StateFile> take(String name) throws IOException {
        String mark = TAKEN + folder.place() + "/" + name;
        if (marks.putIfAbsent(mark, "by an adapter that runs") != null) {
            return Optional.empty();
        }
        Optional<Closeable> lock = Optional.empty();
        try {
            lock = folder.lock(name + ".lock");
        } finally {
            if (lock.isEmpty()) {
                marks.remove(mark);
            }
        }
        return lock.isEmpty()
                ? Optional.empty()
                : Optional.of(withoutWhatIsForsaken(name, new TakenFile(folder.file(name), lock.get(), mark)));
    }

    /** By path: a directory that cannot be had has nothing else. */
    @Override
    public void forsake(String name) {
        marks.put(forsaken(name), "by an adapter that went on without it");
    }

    private StateFile withoutWhatIsForsaken(String name, StateFile taken) throws IOException {
        try {
            if (marks.containsKey(forsaken(name))) {
                taken.delete();
                marks.remove(forsaken(name));
            }
            return taken;
        } catch (IOException | RuntimeException | Error e) {
            taken.close();
            throw e;
        }
    }

    private String forsaken(String name) {
        return FORSAKEN + folder.path() + "/" + name;
    }

    /** A file whose name is ours. */
    private final class TakenFile implements StateFile {
        private final StateFile file;
        private final Closeable lock;
        private final String mark;

        TakenFile(StateFile file, Closeable lock, String mark) {
            this.file = file;
            this.lock = lock;
            this.mark = mark;
        }

        @Override
        public byte[] read(int most) throws IOException {
            return file.read(most);
        }

        @Override
        public void replace(byte[] octets) throws IOException {
            file.replace(octets);
        }

        @Override
        public void write(long position, byte[] octets) throws IOException {
            file.write(position, octets);
        }

        @Override
        public void delete() throws IOException {
            file.delete();
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                file.close();
            } finally {
                marks.remove(mark);
            }
        }
    }
}
