package org.postern.monitoring;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;
import org.postern.test.TestSender;

/** Adapters of which each has something to tell monitoring, and the exporter. */
final class Site implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 3;

    private static final String CLIENT_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";

    static final String SENDER = "ann@people.example.org";

    /** Has a certificate that lives for a day, and mail of all kinds. */
    final Adapter ending;
    /** Has a certificate of months that ends in a day. */
    final Adapter last;
    /** Has a certificate of months that ends in ten days. */
    final Adapter soon;
    /** Has a certificate of months that ends in ninety days. */
    final Adapter good;
    /** Is bound to a certificate that is not there, does not reach its store, and is paused. */
    final Adapter bad;

    final Exporter exporter;

    Site(Path directory) throws Exception {
        ending = Adapter.with(
                new OrderBean(),
                container -> container.tls().property("maxConnectionsPerPeer", String.valueOf(MOST_CONNECTIONS)));
        last = Adapter.withCertificate(directory, Duration.ofDays(1), new OrderBean());
        soon = Adapter.withCertificate(directory, Duration.ofDays(10), new OrderBean());
        good = Adapter.withCertificate(directory, Duration.ofDays(90), new OrderBean());
        bad = Adapter.with(new OrderBean(), container -> container
                .property("keyStore", "file:" + directory.resolve("not-there.p12"))
                .property("certificateBindings", "*=mail")
                .property("sharedStore", "jdbc/not-there"));
        bad.pause();
        exporter = new Exporter();
    }

    /** Mail of all kinds, some of it in TLS, and clients that do not do well. */
    void traffic() throws Exception {
        TestContainer container = ending.container();
        container.deliver(to("orders@shop.example.com"));
        container.deliver(to("desk@shop.example.com"));
        container.deliver(to("failure@shop.example.com"));
        TestSender.to(container.address()).startTls(container.clientTls()).send(to("orders@shop.example.com"));
        say(container.tlsAddress(), "\u0016\u0003\u0001\u0000\u0005hello");
        say(container.address(), "EHLO me\r\n", CLIENT_HELLO);
        say(container.address(), "GET / HTTP/1.1\r\n\r\n");
        good.container().deliver(to("orders@shop.example.com"));
        scan(good.container().address());
        besiege(container.address());
    }

    /** What it said, once all signs of interference have been counted. */
    Scrape scrape() {
        return await().until(
                        exporter::scrape,
                        scrape -> scrape.labels("postern_tls_anomalies_total", "kind")
                                        .size()
                                == 3);
    }

    private static TestMessage to(String recipient) {
        return TestMessage.from(SENDER).to(recipient).text("Two cups, please");
    }

    /** Says something, each piece when the server has answered the one before, and leaves when the server has ended it. */
    private static void say(InetSocketAddress server, String... pieces) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            for (String piece : pieces) {
                if (piece.startsWith("EHLO")) {
                    socket.getInputStream().read(new byte[1000]);
                }
                out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                if (piece.startsWith("EHLO")) {
                    socket.getInputStream().read(new byte[1000]);
                }
            }
            while (socket.getInputStream().read(new byte[1000]) > 0) {}
        }
    }

    /** What scanners do at each public port. */
    private static void scan(InetSocketAddress server) throws IOException {
        say(server, CLIENT_HELLO);
        say(server, "EHLO me\r\n", "STARTTLS\r\nNOOP\r\n");
    }

    /** One connection more than a peer may have. */
    private static void besiege(InetSocketAddress server) throws IOException {
        List<Socket> served = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_CONNECTIONS; i++) {
                served.add(greeted(server));
            }
            say(server);
        } finally {
            for (Socket socket : served) {
                socket.close();
            }
        }
    }

    private static Socket greeted(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        socket.getInputStream().read();
        return socket;
    }

    @Override
    public void close() {
        exporter.close();
        bad.close();
        good.close();
        soon.close();
        last.close();
        ending.close();
    }
}
