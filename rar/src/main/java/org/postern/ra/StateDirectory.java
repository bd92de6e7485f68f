package org.postern.ra;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the user of this process alone: whoever else could write there could let us drop messages that he knows.
 *
 * <p>Each file has a lock file of its own beside it, which is never opened for anything else, and only once in a process:
 * whoever closes a file loses all the locks that his process has on it (POSIX, {@code fcntl}). Class loaders share nothing but
 * what belongs to Java, so the system properties say which locks this process has.
 */
final class StateDirectory implements StateFiles {
    private static final String TAKEN = "org.postern.taken:";

    private final Path directory;

    StateDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<StateFile> take(String name) throws IOException {
        own();
        String mark = TAKEN + place() + "/" + name;
        if (System.getProperties().putIfAbsent(mark, "by an adapter that runs") != null) {
            return Optional.empty();
        }
        FileChannel lock = null;
        try {
            lock = lock(directory.resolve(name + ".lock"));
        } finally {
            if (lock == null) {
                System.clearProperty(mark);
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new LockedFile(directory.resolve(name), lock, mark));
    }

    /** By device and number, where files have them: a directory may have several paths. */
    private Object place() throws IOException {
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return key == null ? directory.toRealPath() : key;
    }

    private static @Nullable FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Somebody has replaced the system properties.
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? channel : null;
    }

    private void own() throws IOException {
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(directory);
            }
        } catch (NoSuchFileException e) {
            throw new NotDirectoryException(directory.toString());
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return; // Windows, where the temporary directory is the user's own.
        }
        // For root it is no proof that it can be changed.
        UserPrincipal owner = view.getOwner();
        UserPrincipal self = self();
        if (!owner.equals(self)) {
            throw new IOException("it belongs to " + owner + ", and this process is " + self);
        }
        view.setPermissions(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
    }

    /** Whoever makes a file owns it: the process itself, whatever the system properties call its user. */
    private UserPrincipal self() throws IOException {
        Path sample = Files.createTempFile(directory, "owner-", ".tmp");
        try {
            return Files.getOwner(sample, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(sample);
        }
    }

    /** A file whose lock is ours. */
    private static final class LockedFile implements StateFile {
        private final Path path;
        private final FileChannel lock;
        private final String mark;
        private @Nullable RandomAccessFile open;

        LockedFile(Path path, FileChannel lock, String mark) {
            this.path = path;
            this.lock = lock;
            this.mark = mark;
        }

        /** Of another user's, or a link: nothing, because what he knows he could have us drop. */
        @Override
        public byte[] read(int most) throws IOException {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new byte[0];
            }
            UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    || !owner.equals(Files.getOwner(path.resolveSibling("."), LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException(path + " is no file of the directory's owner. Remove it");
            }
            RandomAccessFile file = file();
            byte[] octets = new byte[(int) Math.min(file.length(), most)];
            file.seek(0);
            file.readFully(octets);
            return octets;
        }

        /** A new file that takes the place of the old one: whoever has that open is not disturbed. */
        @Override
        public void replace(byte[] octets) throws IOException {
            closeFile();
            Path next = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(next);
            try {
                try (FileChannel channel = FileChannel.open(
                        next,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                    ByteBuffer left = ByteBuffer.wrap(octets);
                    while (left.hasRemaining()) {
                        channel.write(left);
                    }
                    channel.force(true); // Some file systems say only now that they are full.
                }
                Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        }

        @Override
        public void write(long position, byte[] octets) throws IOException {
            RandomAccessFile file = file();
            file.seek(position);
            file.write(octets);
        }

        @Override
        public void delete() throws IOException {
            closeFile();
            Files.deleteIfExists(path);
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                closeFile();
            } finally {
                System.clearProperty(mark);
            }
        }

        /** Not a channel: that would be closed when the container interrupts the thread that writes. */
        private RandomAccessFile file() throws IOException {
            RandomAccessFile file = open;
            if (file == null) {
                file = new RandomAccessFile(path.toFile(), "rw");
                open = file;
            }
            return file;
        }

        private void closeFile() throws IOException {
            RandomAccessFile file = open;
            open = null;
            if (file != null) {
                file.close();
            }
        }
    }
}
