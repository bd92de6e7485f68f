package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolSpaceTest {
    private static final int MUCH = 1_000_000;

    @TempDir
    private Path directory;

    @Test
    void aMessageThatIsAnnouncedLargerThanTheRoomIsRefusedAtMail() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .space(MUCH, 2 * TestServer.THRESHOLD, 10)
                        .start();
                Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<a@example.org> SIZE=" + (2 * TestServer.THRESHOLD + 1)))
                    .isEqualTo("452 4.3.1 Not enough room for the message, try again later\r\n");
            assertThat(server.events.all()).containsExactly("content not stored");
            assertThat(peer.ask("RCPT TO:<b@example.org>")).startsWith("503");
            assertThat(peer.ask("MAIL FROM:<a@example.org> SIZE=" + 2 * TestServer.THRESHOLD))
                    .startsWith("250");
        }
    }

    @Test
    void contentThatDoesNotFitIsRefusedAndWhatItTookIsFreeAgain() throws Exception {
        try (TestServer server = new TestServer(directory)
                        .space(MUCH, 3 * TestServer.THRESHOLD, 10)
                        .start();
                Peer peer = server.greeted()) {
            for (int i = 0; i < 3; i++) {
                assertThat(peer.deliver("x".repeat(10 * TestServer.THRESHOLD) + "\r\n"))
                        .startsWith("452 4.3.1");
                // A thread for disks frees it, and the sender's answer does not wait for that.
                await().until(() -> server.spool().use().files() == 0);
                assertThat(peer.deliver("x".repeat(2 * TestServer.THRESHOLD) + "\r\n"))
                        .startsWith("250");
            }
            assertThat(server.receiver.messages()).hasSize(3);
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("no disk"),
                new IllegalStateException("no provider"),
                new NoClassDefFoundError("a class"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFileThatCouldNotBeMadeIsNotCounted(Throwable failure) {
        SpoolSpace space = new SpoolSpace(
                new SpoolDirectory() {
                    @Override
                    public Medium create() throws IOException {
                        if (failure instanceof IOException checked) {
                            throw checked;
                        }
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) failure;
                    }

                    @Override
                    public long usableOctets() {
                        return MUCH;
                    }
                },
                () -> new SpoolLimits(MUCH, MUCH, 2));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> SpoolFile.create(space)).isSameAs(failure);
        }
        assertThat(space.use().files()).isZero();
    }

    @Test
    void noMoreFilesAreOpenThanAllowed() throws Exception {
        String large = "x".repeat(2 * TestServer.THRESHOLD) + "\r\n";
        try (TestServer server = new TestServer(directory).space(MUCH, MUCH, 1).start();
                Peer first = server.greeted();
                Peer second = server.greeted()) {
            server.receiver.hold();
            first.beginData();
            first.send(large + ".\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();

            assertThat(second.deliver(large)).startsWith("452 4.3.1");
            held.accept();
            assertThat(first.reply()).startsWith("250");
            second.beginData();
            second.send(large + ".\r\n");
            server.receiver.nextHeld().accept();
            assertThat(second.reply()).startsWith("250");
        }
    }

    @Test
    void whatAllMessagesHaveInMemoryIsBoundedAndTheRestGoesToFiles() throws Exception {
        String small = "x".repeat(8_000) + "\r\n";
        try (TestServer server =
                        new TestServer(directory).space(17_000, MUCH, 10).start();
                Peer first = server.greeted();
                Peer second = server.greeted()) {
            server.receiver.hold();
            first.beginData();
            first.send(small);
            first.send(".\r\n");
            server.receiver.nextHeld();
            second.beginData();
            second.send(small);
            await().until(() -> SpoolFiles.in(directory) > 0);
            second.send(".\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();

            assertThat(RecordingReceiver.octets(held.message())).hasSize(small.length());
            assertThat(SpoolFiles.in(directory)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 8_000, 30_000})
    void whatFindsRoomNeitherInMemoryNorInFilesIsRefusedForNow(int size) throws Exception {
        String small = "x".repeat(4_000) + "\r\n";
        try (TestServer server = new TestServer(directory).space(9_000, 0, 1).start();
                Peer first = server.greeted();
                Peer second = server.greeted()) {
            server.receiver.hold();
            first.beginData();
            first.send(small + ".\r\n");
            RecordingReceiver.Held held = server.receiver.nextHeld();

            assertThat(second.deliver("x".repeat(size) + "\r\n"))
                    .startsWith("452 4.3.1 Message could not be stored, try again later (");
            assertThat(server.events.all()).contains("content not stored");
            held.accept();
            assertThat(first.reply()).startsWith("250");
            second.beginData();
            second.send(small + ".\r\n");
            server.receiver.nextHeld().accept();
            assertThat(second.reply()).startsWith("250");
        }
    }

    @Test
    void aPeerThatSendsTooManyMessagesIsToldToWait() throws Exception {
        try (TestServer server = new TestServer(directory).messagesPerMinute(2).start();
                Peer peer = server.greeted();
                Peer other = Peer.connectFrom("127.0.0.2", "127.0.0.1", server.port())) {
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(peer.deliver("x\r\n")).startsWith("250");
            assertThat(peer.ask("MAIL FROM:<a@example.org>"))
                    .isEqualTo("450 4.7.1 Too many messages from your address, try again later\r\n");
            other.reply();
            other.ask("EHLO client.example.org");
            assertThat(other.deliver("x\r\n")).startsWith("250");
        }
    }
}
