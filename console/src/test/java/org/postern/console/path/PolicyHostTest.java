package org.postern.console.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a policy is fetched. */
@Timeout(20)
class PolicyHostTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n";

    private static final String CHUNKED = "Transfer-Encoding: Chunked\r\n\r\n";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<FakeServer> servers = new ArrayList<>();
    private final TestIdentity identity = TestIdentity.of("mta-sts.example.com");

    PolicyHostTest() throws Exception {}

    @AfterEach
    void close() {
        servers.forEach(FakeServer::close);
    }

    @Test
    void aPolicyIsFetched() throws Exception {
        assertThat(fetch(identity, OK + "\r\nversion: STSv1\r\n")).isEqualTo("version: STSv1\r\n");
    }

    @Test
    void whatIsBehindItsLengthIsNotWaitedFor() throws Exception {
        assertThat(fetch(identity, OK + "Content-Length: 7\r\n\r\nversion: STSv1"))
                .isEqualTo("version");
    }

    /** Some web servers answer HTTP 1.0 with 426, and some that protect them answer what has no name with 403. */
    @Test
    void itIsAskedForAsSendersDo() throws Exception {
        fetch(identity, OK + "\r\n");

        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "GET /.well-known/mta-sts.txt HTTP/1.1",
                        "Host: mta-sts.example.com",
                        "User-Agent: Postern-Console",
                        "Accept: text/plain",
                        "Accept-Encoding: identity",
                        "Connection: close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7\r\nversion\r\n8\r\n: STSv1\n\r\n0\r\n\r\n",
                "007 ; name=value\r\nversion\r\n8;x\r\n: STSv1\n\r\n0\r\nTrailer: x\r\nContent-Length: 3\r\n\r\n",
                "F\r\nversion: STSv1\n\r\n0\r\nTrailer without an end",
                "f\nversion: STSv1\n\n00000000\n",
            })
    void aPolicyThatComesInChunksIsReadAsOne(String chunks) throws Exception {
        assertThat(fetch(identity, OK + CHUNKED + chunks)).isEqualTo("version: STSv1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-7\r\nversion\r\n0\r\n\r\n",
                "+7\r\nversion\r\n0\r\n\r\n",
                "0x7\r\nversion\r\n0\r\n\r\n",
                "\r\nversion\r\n0\r\n\r\n",
                "version: STSv1\r\n",
                "100000007\r\nversion\r\n0\r\n\r\n",
                "fffffffffffffffff\r\nversion\r\n0\r\n\r\n"
            })
    void aChunkWithoutASizeIsNotTaken(String chunks) {
        assertThatThrownBy(() -> fetch(identity, OK + CHUNKED + chunks))
                .hasMessageStartingWith("The size of a chunk is none");
    }

    @Test
    void aChunkThatIsLongerThanItsSizeIsNotTaken() {
        assertThatThrownBy(() -> fetch(identity, OK + CHUNKED + "3\r\nversion\r\n0\r\n\r\n"))
                .hasMessage("A chunk is longer than its size");
    }

    /** Half a policy may be another policy. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "7\r\nversion\r\n",
                CHUNKED + "7\r\nvers",
                CHUNKED + "ffffffff\r\nversion\r\n0\r\n\r\n",
                CHUNKED,
                "Content-Length: 30\r\n\r\nversion: STSv1\n",
                "Content-Length: 30"
            })
    void anAnswerThatEndsBeforeItsEndIsNotTaken(String rest) {
        assertThatThrownBy(() -> fetch(identity, OK + rest))
                .isInstanceOf(EOFException.class)
                .hasMessage("The connection was closed before the end of the answer");
    }

    /** The one of which it cannot be seen whether it was cut. */
    @Test
    void anAnswerThatHasNoEndButThatOfTheConnectionIsTakenAsItCame() throws Exception {
        assertThat(fetch(identity, OK + "\r\nversion: STSv1\nmode: enf")).isEqualTo("version: STSv1\nmode: enf\r\n");
    }

    @Test
    void theChunksThatAreReadHaveAnEnd() throws Exception {
        String chunk = "5000\r\n" + "x".repeat(0x5000) + "\r\n";

        assertThat(fetch(identity, OK + CHUNKED + chunk.repeat(5))).hasSize(PolicyHost.MOST_OCTETS);
    }

    @Test
    void aPolicyOfManySmallChunksIsNotReadForEver() {
        assertThatThrownBy(() -> fetch(identity, OK + CHUNKED + "1\r\nx\r\n".repeat(40_000)))
                .isInstanceOf(IOException.class)
                .extracting(failure -> Trouble.of((IOException) failure).kind())
                .isEqualTo(Trouble.Kind.TOO_MUCH);
    }

    @Test
    void chunksThatDripHaveTheTimeOfAll() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        FakeServer server = FakeServer.doing(client -> {
            FakeServer.Client secure = client.secured(identity);
            secure.say(OK + CHUNKED + "7");
            over.await();
        });
        servers.add(server);

        assertThatThrownBy(() -> fetch(server, identity, List.of(server.door().address()), Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .extracting(failure -> Trouble.of((IOException) failure).kind())
                .isEqualTo(Trouble.Kind.TIME_OVER);
        over.countDown();
    }

    @Test
    void anInterimAnswerIsNotTheAnswer() throws Exception {
        assertThat(fetch(
                        identity,
                        "HTTP/1.1 103 Early Hints\r\nContent-Length: 3\r\n\r\n" + OK + "\r\nversion: STSv1\r\n"))
                .isEqualTo("version: STSv1\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -7",
                "Content-Length: seven",
                "Content-Length:",
                "Content-Length: 7\r\nContent-Length: 8",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip, chunked",
                "Content-Encoding: gzip"
            })
    void aBodyOfWhichTheEndOrTheKindIsNotKnownIsNotTaken(String field) {
        assertThatThrownBy(() -> fetch(identity, OK + field + "\r\n\r\n7\r\nversion\r\n0\r\n\r\n"))
                .hasMessageStartingWith("It");
    }

    @Test
    void aLengthThatIsSaidTwiceIsOne() throws Exception {
        assertThat(fetch(identity, OK + "Content-Length: 7\r\nContent-Length: 7\r\n\r\nversion: STSv1"))
                .isEqualTo("version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 301 Moved\r\nLocation: https://other.example.com/\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nversion: STSv1",
                "nonsense"
            })
    void whatSendersDoNotTakeIsNotTaken(String answer) {
        assertThatThrownBy(() -> fetch(identity, answer)).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsAnsweredInsteadIsTold() {
        assertThatThrownBy(() -> fetch(identity, "HTTP/1.1 426 Upgrade Required"))
                .hasMessage("It is answered HTTP/1.1 426 Upgrade Required");
    }

    @Test
    void aCertificateOfAnotherNameIsNotTaken() throws Exception {
        assertThatThrownBy(() -> fetch(TestIdentity.of("www.example.com"), OK + "\r\n"))
                .isInstanceOf(IOException.class);
    }

    /** Where nothing listens, as where an IPv6 address is published and not served. */
    @Test
    void theNextAddressIsTriedWhereOneCannotBeReached() throws Exception {
        FakeServer server = serving(identity, OK + "\r\nversion: STSv1");

        assertThat(fetch(
                        server,
                        identity,
                        List.of(
                                InetAddress.getByName("127.0.0.2"),
                                server.door().address())))
                .startsWith("version: STSv1");
    }

    @Test
    void anAnswerHasAnEnd() throws Exception {
        assertThat(fetch(identity, OK + "\r\n" + "x".repeat(80_000))).hasSize(PolicyHost.MOST_OCTETS);
    }

    private String fetch(TestIdentity served, String answer) throws Exception {
        FakeServer server = serving(served, answer);
        return fetch(server, served, List.of(server.door().address()));
    }

    private FakeServer serving(TestIdentity served, String answer) throws Exception {
        FakeServer server = FakeServer.doing(client -> {
            FakeServer.Client secure = client.secured(served);
            for (String line = secure.hear(""); !line.isEmpty(); line = secure.hear("")) {
                asked.add(line);
            }
            secure.say(answer.replaceFirst("\r\n$", ""));
            secure.socket.close();
        });
        servers.add(server);
        return server;
    }

    private static String fetch(FakeServer server, TestIdentity known, List<InetAddress> addresses) throws Exception {
        return fetch(server, known, addresses, Duration.ofSeconds(10));
    }

    private static String fetch(FakeServer server, TestIdentity known, List<InetAddress> addresses, Duration time)
            throws Exception {
        return new PolicyHost("mta-sts.example.com", addresses, server.port(), known.asAuthority())
                .fetch(Deadline.in(time));
    }
}
