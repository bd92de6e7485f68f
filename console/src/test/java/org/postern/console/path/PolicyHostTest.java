package org.postern.console.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a policy is fetched. */
@Timeout(20)
class PolicyHostTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n";

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
            secure.hear("GET /.well-known/mta-sts.txt HTTP/1.0");
            secure.hear("Host: mta-sts.example.com");
            secure.say(answer.replaceFirst("\r\n$", ""));
            secure.socket.close();
        });
        servers.add(server);
        return server;
    }

    private static String fetch(FakeServer server, TestIdentity known, List<InetAddress> addresses) throws Exception {
        return new PolicyHost("mta-sts.example.com", addresses, server.port(), known.asAuthority())
                .fetch(Deadline.in(Duration.ofSeconds(10)));
    }
}
