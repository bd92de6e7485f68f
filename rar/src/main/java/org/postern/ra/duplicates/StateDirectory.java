package org.postern.ra.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.net.FilePieces;

/** A directory of the user of this process alone: another who could write there could have messages dropped that he knows. */
public final class StateDirectory implements StateFiles, StateFolder {
    private static final String OWNER_ONLY = "rwx------";

    private final Path directory;
    private final StateNames names = new StateNames(this, System.getProperties());

    public StateDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<StateFile> take(String name) throws IOException {
        return names.take(name);
    }

    @Override
    public void forsake(String name) {
        names.forsake(name);
    }

    @Override
    public String path() {
        return directory.toAbsolutePath().toString();
    }

    /** By device and number, where files have them: a directory may have several paths. */
    @Override
    public Object place() throws IOException {
        own();
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return key == null ? directory.toRealPath() : key;
    }

    @Override
    public Optional<Closeable> lock(String name) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(name),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // The application has replaced the system properties.
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(channel) : Optional.empty();
    }

    @Override
    public StateFile file(String name) {
        return new PlainFile(directory.resolve(name));
    }

    private void own() throws IOException {
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                create();
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
        // Not taken from them: they may need it, as every user needs the temporary directory of the machine.
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("others may write there, " + PosixFilePermissions.toString(permissions));
        }
    }

    private void create() throws IOException {
        try {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException e) {
            if (Files.isSymbolicLink(directory)) {
                throw new IOException(
                        "it is a symbolic link, and the user who made it could change it: name what it leads to", e);
            }
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(directory.toString());
            }
            // Another adapter that starts at the same time has made it.
        }
    }

    /** The owner of a file that the process has just made is its own user, whatever the system properties call it. */
    private UserPrincipal self() throws IOException {
        Path sample = Files.createTempFile(directory, "owner-", ".tmp");
        try {
            return Files.getOwner(sample, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(sample);
        }
    }

    /** A file that is open here alone. */
    private static final class PlainFile implements StateFile {
        private final Path path;
        private @Nullable RandomAccessFile open;

        PlainFile(Path path) {
            this.path = path;
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

        /** A new file that takes the place of the old one: a process that has that open is not disturbed. */
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
                        FilePieces.next(left, channel::write);
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
            closeFile();
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
