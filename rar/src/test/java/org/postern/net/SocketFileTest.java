package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may lie where a socket is to be made. */
class SocketFileTest {
    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("lmtp.sock");
    }

    @Test
    void theSocketOfAKilledServerIsRemoved() throws Exception {
        listen().close();
        assertThat(path).exists();

        new SocketFile(path).makeRoom();

        assertThat(path).doesNotExist();
    }

    @Test
    void theSocketOfALivingServerStays() throws Exception {
        try (ServerSocketChannel living = listen()) {
            new SocketFile(path).makeRoom();

            assertThat(path).exists();
            assertThat(living.isOpen()).isTrue();
        }
    }

    @Test
    void aFileOfAnotherKindStays() throws Exception {
        Files.writeString(path, "mine");

        new SocketFile(path).makeRoom();

        assertThat(path).hasContent("mine");
    }

    @Test
    void whereThereIsNothingNothingIsToBeDone() throws Exception {
        new SocketFile(path).makeRoom();

        assertThat(path).doesNotExist();
    }

    @Test
    void anyProcessOfTheMachineMayConnect() throws Exception {
        try (ServerSocketChannel living = listen()) {
            assertThat(living.isOpen()).isTrue();
            new SocketFile(path).admitAllUsers();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw-rw-");
        }
    }

    private ServerSocketChannel listen() throws Exception {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }
}
