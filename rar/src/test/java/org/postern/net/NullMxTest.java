package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NullMxTest {
    private static final byte[] NULL_MX = {0, 0, 0};
    private static final byte[] MX = {0, 10, 1, 'a', 0};
    private static final String REFUSED = "550 5.7.27 The domain of the sender takes no mail, see RFC 7505\r\n";

    @TempDir
    private Path directory;

    private FakeDns dns;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        start(FakeDns.Tcp.ANSWERING);
        dns.with("null.example.", List.of(NULL_MX))
                .with("xn--bcher-kva.example.", List.of(NULL_MX))
                .with("mail.example.", List.of(MX))
                .with("odd.example.", List.of(NULL_MX, MX));
    }

    private void start(FakeDns.Tcp tcp) throws Exception {
        dns = new FakeDns(tcp);
        server = new TestServer(directory).asking(List.of(dns.address())).start();
    }

    @AfterEach
    void close() {
        server.close();
        dns.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@null.example", "a@NULL.example", "a@null.example."})
    void aSenderWhoseDomainTakesNoMailIsRefused(String sender) throws Exception {
        try (Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<" + sender + ">")).isEqualTo(REFUSED);
            assertThat(peer.ask("MAIL FROM:<a@mail.example>")).startsWith("250");
        }
        assertThat(dns.askedOverTcp()).isEmpty();
    }

    /** They stand in a file of the operating system, and no event loop reads files. */
    @Test
    void whichServersThereAreIsReadOnAThreadThatMayBlock() {
        Queue<Runnable> given = new ArrayDeque<>();
        boolean[] refusing = {true};
        EventLoops loops = new EventLoops(
                1, new NioTransport(), task -> new Thread(task).start(), new SystemTime(), failure -> {});
        try {
            NullMx nullMx = new NullMx(
                    loops,
                    new TasksOn(task -> {
                        if (refusing[0]) {
                            throw new RejectedExecutionException("no thread");
                        }
                        given.add(task);
                    }),
                    List.of(dns.address()));
            assertThat(nullMx.isPublishedFor("a@null.example")).isCompletedWithValue(false);

            refusing[0] = false;
            CompletableFuture<Boolean> first = nullMx.isPublishedFor("a@null.example");
            CompletableFuture<Boolean> second = nullMx.isPublishedFor("a@mail.example");
            assertThat(first).isNotDone();
            assertThat(given).hasSize(1);
            given.remove().run();

            assertThat(first.join()).isTrue();
            assertThat(second.join()).isFalse();
        } finally {
            loops.close(Duration.ofSeconds(5));
        }
    }

    /** Scanners have such names, and DNS need not know them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@my_scanner",
                "a@printer-",
                "a@-",
                "a@_",
                "a@[2001:db8::1]",
                "a@[fe80::1%eth0]",
                "a@mail.example."
            })
    void aSenderWithAnOddDomainIsServed(String sender) throws Exception {
        try (Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<" + sender + ">")).startsWith("250");
        }
        assertThat(dns.asked()).allMatch(name -> !name.contains("..") && name.indexOf('[') < 0);
    }

    @Test
    void aDomainIsAskedForAsDnsKnowsIt() throws Exception {
        try (Peer peer = server.greeted()) {
            peer.send("MAIL FROM:<a@b\u00fccher.example> SMTPUTF8\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(peer.reply()).startsWith("550 5.7.27");
        }
        assertThat(dns.asked()).containsExactly("xn--bcher-kva.example.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@mail.example", "a@odd.example", "a@unknown.example", "a@broken.example"})
    void otherSendersAreAccepted(String sender) throws Exception {
        try (Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<" + sender + ">")).startsWith("250");
        }
        assertThat(dns.asked()).isNotEmpty();
    }

    @Test
    void nobodyIsAskedAboutSendersWithoutADomain() throws Exception {
        try (Peer peer = server.greeted()) {
            assertThat(peer.ask("MAIL FROM:<>")).startsWith("250");
            assertThat(peer.ask("RSET")).startsWith("250");
            assertThat(peer.ask("MAIL FROM:<a@[192.0.2.1]>")).startsWith("250");
        }
        assertThat(dns.asked()).isEmpty();
    }

    @Test
    void whenDnsIsSilentTheSenderIsAccepted() throws Exception {
        try (Peer peer = server.greeted()) {
            peer.send("MAIL FROM:<a@silent.example>\r\nNOOP\r\n");
            assertThat(peer.reply()).startsWith("250 2.1.0");
            assertThat(peer.reply()).startsWith("250 2.0.0");
        }
    }

    /** What makes a datagram too long need not be the record itself: signatures, or the names behind others. */
    @Test
    void aNullMxThatNoDatagramHoldsIsFoundOverTcp() throws Exception {
        dns.truncated("signed.example.", List.of(NULL_MX), 0);

        assertThat(answerTo("a@signed.example")).isEqualTo(REFUSED);
        assertThat(dns.askedOverTcp()).containsExactly("signed.example.");
    }

    /** An answer in part says nothing, however much of it there is (RFC 2181 section 9). */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "8, 0", "8, 1", "8, 7", "300, 1", "300, 20", "3000, 0", "3000, 1", "3000, 20"})
    void ofManyMailServersTheOneThatADatagramHoldsIsNotTakenForAll(int servers, int inDatagram) throws Exception {
        List<byte[]> records = new ArrayList<>(List.of(NULL_MX));
        records.addAll(Collections.nCopies(servers - 1, MX));
        dns.truncated("large.example.", records, inDatagram);

        assertThat(answerTo("a@large.example")).startsWith("250");
        assertThat(dns.askedOverTcp()).containsExactly("large.example.");
    }

    /** A firewall that knows DNS as UDP only. */
    @ParameterizedTest
    @EnumSource(
            value = FakeDns.Tcp.class,
            names = {"CLOSED", "SILENT", "HANGING_UP"})
    void whenDnsIsNotToBeHadOverTcpTheSenderIsAccepted(FakeDns.Tcp tcp) throws Exception {
        close();
        start(tcp);
        dns.truncated("signed.example.", List.of(NULL_MX), 0);

        assertThat(answerTo("a@signed.example")).startsWith("250");
    }

    /** What the datagram brought is kept until TCP has answered, and then nobody asks any more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void aServerThatEndsWhileDnsIsAskedOverTcpKeepsNothing(int inDatagram, LeakDetection leaks) throws Exception {
        close();
        start(FakeDns.Tcp.SILENT);
        dns.truncated("signed.example.", Collections.nCopies(30, MX), inDatagram);
        try (Peer peer = server.greeted()) {
            peer.send("MAIL FROM:<a@signed.example>\r\n");
            await().until(() -> !dns.askedOverTcp().isEmpty());

            server.close();
        }
        assertThat(leaks.newLeaks()).isEmpty();
    }

    private String answerTo(String sender) throws Exception {
        try (Peer peer = server.greeted()) {
            return peer.ask("MAIL FROM:<" + sender + ">");
        }
    }
}
