package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a web server does, a question ends soon, with what it has done. */
@Timeout(60)
class HttpRespondersTest {
    private static final byte[] QUESTION = {0, 1, 2, -1, '\r', '\n'};
    private static final String HEAD = "HTTP/1.0 200 OK\r\nContent-Type: application/ocsp-response\r\n";

    private final ManualClock time = new ManualClock();
    private final HttpResponders responders = new HttpResponders(time);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private ServerSocket server;

    /** What the web server does once it has read a question. */
    private interface Script {
        void play(Socket client, OutputStream out) throws Exception;
    }

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(Ip.of("127.0.0.1"), 0));
    }

    @AfterEach
    void close() throws Exception {
        responders.close();
        server.close();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"/, POST / HTTP/1.0", "'', POST / HTTP/1.0", "/a/b?c=d%20e, POST /a/b?c=d%20e HTTP/1.0"})
    void asksByTheLetterOfHttp(String path, String line) throws Exception {
        reply(HEAD + "\r\nanswer");

        assertThat(ask(path)).isEqualTo("answer");
        assertThat(asked.get())
                .isEqualTo(line + "\r\nHost: 127.0.0.1:" + server.getLocalPort()
                        + "\r\nContent-Type: application/ocsp-request\r\nAccept: application/ocsp-response\r\n"
                        + "Content-Length: 6\r\n\r\n" + new String(QUESTION, StandardCharsets.ISO_8859_1));
    }

    /** With and without its length, of many sizes, in pieces of any size. */
    static Stream<Arguments> bodies() {
        return Stream.of(0, 1, 4, 8_191, 8_192, 8_193, 20_479, 20_480).flatMap(size -> Stream.of(1_000, 70_000)
                .flatMap(piece -> Stream.of(true, false).map(known -> Arguments.of(size, piece, known))));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anAnswerEndsWithItsLengthOrTheConnection(int size, int piece, boolean known) throws Exception {
        String body = "x".repeat(size);
        serve((client, out) -> {
            String all = HEAD + (known ? "Content-LENGTH: " + size + "\r\n" : "") + "\r\n" + body;
            for (int begin = 0; begin < all.length(); begin += piece) {
                out.write(octets(all.substring(begin, Math.min(all.length(), begin + piece))));
                out.flush();
            }
            if (!known) {
                client.close();
            }
        });

        assertThat(ask("/")).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 500 Internal Server Error|, it answers HTTP status 500",
        "HTTP/1.1 404 Not Found|Content-Length: 3|, it answers HTTP status 404",
        "HTTP/1.1 302 Found|Location: http://127.0.0.1:1/|, it answers HTTP status 302",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked|, 'it answers in chunks, which HTTP/1.0 does not have'",
        "HTTP/1.1 200 OK|Content-Length: 999999999|, its answer is cut short",
        "HTTP/1.1 200 OK|Content-Length: 4|, its answer is cut short",
        "220 mail.example.org ESMTP|, it does not speak HTTP",
        "HTTP/2 200|, it does not speak HTTP",
        "'', it does not speak HTTP"
    })
    void saysWhatItHasDoneInstead(String head, String why) throws Exception {
        reply(head.replace("|", "\r\n") + "\r\nabc");

        failsWith(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 20481\r\n", "Content-Length: 999999999\r\n"})
    void anAnswerWithoutEndIsNotReadToItsEnd(String length) throws Exception {
        serve((client, out) -> {
            out.write(octets(HEAD + length + "\r\n"));
            while (true) {
                out.write(new byte[10_000]);
            }
        });

        failsWith("its answer is longer than 20480 octets");
    }

    @Test
    void aHeadWithoutEndIsNotReadToItsEnd() throws Exception {
        serve((client, out) -> {
            out.write(octets(HEAD));
            while (true) {
                out.write(octets("X: y\r\n"));
            }
        });

        failsWith("it does not speak HTTP");
    }

    /** Each read is short; it is all of them together that count. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200", HEAD + "\r\n"})
    void oneThatSendsAnOctetNowAndThenIsNotWaitedForWithoutEnd(String begin) throws Exception {
        serve((client, out) -> {
            out.write(octets(begin));
            while (true) {
                time.pass(Duration.ofSeconds(3));
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        });

        failsWith("it has not answered within 10 s");
    }

    @Test
    void oneThatIsSilentIsNotWaitedForWithoutEnd() throws Exception {
        serve((client, out) -> client.getInputStream().read());
        HttpResponders hasty = new HttpResponders(time, Duration.ofMillis(200));

        assertThatThrownBy(() -> hasty.ask(uri("/"), QUESTION)).isInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.0 200 OK\nContent-Length: 6\n\n", "HTTP/1.1 200 OK\r\nA: b\n\r\n", "HTTP/1.0 200 \n\n"})
    void linesMayEndWithoutCr(String head) throws Exception {
        reply(head + "answer");

        assertThat(ask("/")).isEqualTo("answer");
    }

    @ParameterizedTest
    @CsvSource({
        "http://pki_srv.corp.example/ocsp, pki_srv.corp.example, 80, pki_srv.corp.example",
        "http://pki_srv.corp.example:8080/, pki_srv.corp.example, 8080, pki_srv.corp.example:8080",
        "http://user:word@127.0.0.1:8081/, 127.0.0.1, 8081, 127.0.0.1:8081",
        "http://user@ocsp.example.net, ocsp.example.net, 80, ocsp.example.net",
        "http://[::1]:8080/, [::1], 8080, [::1]:8080",
        "http://[::1]/, [::1], 80, [::1]",
        "http://ocsp.example.net:/, ocsp.example.net, 80, ocsp.example.net"
    })
    void hostAndPortAreFoundInEachAddress(String uri, String host, int port, String text) throws Exception {
        HttpPlace place = HttpPlace.of(URI.create(uri));

        assertThat(place).isEqualTo(new HttpPlace(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:99999/", "http://:80/", "http:///", "http://127.0.0.1:0x50/"})
    void anAddressThatIsNoneIsSaid(String uri) {
        assertThatThrownBy(() -> responders.ask(URI.create(uri), QUESTION))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("it cannot be reached .*|its address has no host and port .*");
    }

    /** Against its contract; the JVM has no proxy then. */
    @Test
    void aSelectorOfProxiesMayGiveNothing() throws Exception {
        reply(HEAD + "\r\nanswer");
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return uri.getScheme().equals("http")
                        ? null
                        : List.of(Proxy.NO_PROXY); // The JDK asks, too, for each socket.
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new AssertionError(failure);
            }
        });
        try {
            assertThat(ask("/")).isEqualTo("answer");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void oneThatIsNotThereIsSaid() throws Exception {
        server.close();

        assertThatThrownBy(() -> responders.ask(uri("/"), QUESTION))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it cannot be connected to (Connection refused");
        assertThatThrownBy(() -> responders.ask(URI.create("http://nowhere.invalid/"), QUESTION))
                .isInstanceOf(IOException.class)
                .hasMessage("DNS does not know it");
    }

    /** The thread comes back at once, and the web server sees the connection end. */
    @Test
    void theEndEndsWhatIsUnderWay() throws Exception {
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        serve((client, out) -> seen.complete(client.getInputStream().read()));
        CompletableFuture<Void> question = CompletableFuture.runAsync(
                () -> {
                    try {
                        responders.ask(uri("/"), QUESTION);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
        await().until(asked::isDone);

        responders.close();

        assertThatThrownBy(() -> question.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
        assertThatThrownBy(() -> responders.ask(uri("/"), QUESTION)).isInstanceOf(IOException.class);
    }

    /** Many servers reach the world no other way. */
    @Test
    void goesByTheProxyOfTheJvm() throws Exception {
        reply(HEAD + "\r\nby a proxy");
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new AssertionError(failure);
            }
        });
        try {
            byte[] answer = responders.ask(URI.create("http://ocsp.invalid:81/a"), QUESTION);

            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo("by a proxy");
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(asked.get()).startsWith("POST http://ocsp.invalid:81/a HTTP/1.0\r\nHost: ocsp.invalid:81\r\n");
    }

    private void reply(String text) {
        serve((client, out) -> {
            out.write(octets(text));
            client.close();
        });
    }

    private void serve(Script script) {
        threads.execute(() -> {
            try (Socket client = server.accept()) {
                StringBuilder read = new StringBuilder();
                InputStream in = client.getInputStream();
                while (!read.toString().endsWith(new String(QUESTION, StandardCharsets.ISO_8859_1))) {
                    read.append((char) in.read());
                }
                asked.complete(read.toString());
                script.play(client, client.getOutputStream());
            } catch (Exception e) {
                asked.completeExceptionally(e); // The client has gone, or the test is over.
            }
        });
    }

    private void failsWith(String why) {
        assertThatThrownBy(() -> ask("/")).isInstanceOf(IOException.class).hasMessage(why);
    }

    private String ask(String path) throws IOException {
        return new String(responders.ask(uri(path), QUESTION), StandardCharsets.ISO_8859_1);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
