package org.postern.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a Unix domain socket, which outlives a server that was killed. */
final class SocketFile {
    private static final String ALL_USERS = "rw-rw-rw-";

    private final Path path;

    SocketFile(Path path) {
        this.path = path;
    }

    /** Removes what a killed server has left. Anything else stays, and is in the way. */
    void makeRoom() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isSocket() && !isListenedTo()) {
            Files.delete(path);
        }
    }

    /** Lets any process of this machine connect, as to a port of loopback; the directory may be closed to some. */
    void admitAllUsers() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(ALL_USERS));
        }
    }

    private boolean isSocket() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    private boolean isListenedTo() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
