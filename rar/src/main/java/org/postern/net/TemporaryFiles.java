package org.postern.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Files of a directory that are readable by this process alone. Where the operating system allows it a file's name is gone
 * as soon as it is open, so that not even a crash leaves it behind.
 */
public final class TemporaryFiles implements SpoolDirectory {
    private final Path directory;

    public TemporaryFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Medium create() throws IOException {
        Path path = Files.createTempFile(directory, "postern-", ".spool");
        try {
            return new File(FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    @Override
    public long usableOctets() {
        return directory.toFile().getUsableSpace();
    }

    private record File(FileChannel channel) implements Medium {
        @Override
        public int write(ByteBuffer octets, long position) throws IOException {
            return FilePieces.next(octets, piece -> channel.write(piece, position));
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return FilePieces.next(target, piece -> channel.read(piece, position));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
