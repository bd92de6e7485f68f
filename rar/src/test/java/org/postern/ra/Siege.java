package org.postern.ra;

import io.netty.util.internal.PlatformDependent;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.postern.net.Ip;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/**
 * A server in a process of its own, and peers that each hold as much of its memory as they can. Prints what that is, after all
 * garbage is collected. By hand: {@code Siege KIND CONNECTIONS}, one of {@link Kind} or ALL, in turn.
 */
final class Siege {
    private static final String LONG = "x".repeat(60) + "@" + ("d".repeat(60) + ".").repeat(2) + "example";
    private static final byte HANDSHAKE = 22;
    private static final byte DATA = 23;

    private final int port;
    private final SSLContext tls;
    private final List<SocketChannel> peers = new ArrayList<>();

    /** What a peer holds. */
    private enum Kind {
        NOTHING {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                ask(peer, "EHLO client.example");
            }
        },
        TLS {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                siege.secure(peer);
            }
        },
        ENVELOPE {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                ask(peer, "EHLO client.example");
                String reply = ask(peer, "MAIL FROM:<" + LONG + ">");
                for (int i = 0; i < 1_000 && reply.startsWith("250"); i++) {
                    reply = ask(
                            peer,
                            "RCPT TO:<" + i + LONG + "> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;" + "o".repeat(480));
                }
            }
        },
        CONTENT {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                ask(peer, "EHLO client.example");
                ask(peer, "MAIL FROM:<a@client.example>");
                ask(peer, "RCPT TO:<b@server.example>");
                ask(peer, "DATA");
                send(peer, ("x".repeat(998) + "\r\n").repeat(250));
            }
        },
        LINE {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                ask(peer, "EHLO client.example");
                send(peer, "AUTH " + "x".repeat(12_280));
            }
        },
        RECORD {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                siege.secure(peer);
                send(peer, unfinished(DATA));
            }
        },
        HELLO {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                ask(peer, "EHLO client.example");
                ask(peer, "STARTTLS");
                send(peer, unfinished(HANDSHAKE));
            }
        },
        PIPELINED {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                ask(peer, "EHLO client.example");
                ask(peer, "MAIL FROM:<a@client.example>");
                send(peer, "RCPT TO:<hang@asked.example>\r\n" + "NOOP\r\n".repeat(5_000));
            }
        },
        DEAF {
            @Override
            void hold(Siege siege, SocketChannel peer) throws Exception {
                peer.configureBlocking(false);
                ByteBuffer commands = ByteBuffer.wrap(bytes("HELP\r\n".repeat(100_000)));
                for (int i = 0; i < 200 && commands.hasRemaining(); i++) {
                    if (peer.write(commands) == 0) {
                        Thread.sleep(1);
                    }
                }
            }
        };

        abstract void hold(Siege siege, SocketChannel peer) throws Exception;
    }

    private Siege(int port) throws Exception {
        this.port = port;
        this.tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Credulous()}, null);
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("siege");
        SmtpResourceAdapter adapter = new SmtpResourceAdapter();
        adapter.setCertificateBindings("*=mx");
        adapter.setKeyStore(
                "file:" + TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(directory.resolve("keys")));
        adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        adapter.setStateDirectory(directory.toString());
        CountDownLatch end = new CountDownLatch(1);
        try (RunningServer server = new RunningServer(FakeSecurity.none(), adapter).start()) {
            FakeBean bean = new FakeBean(server.transactions).asked(inquiry -> {
                end.await();
            });
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setResourceAdapter(server.adapter);
            spec.setRecipients("*@asked.example");
            server.adapter.endpointActivation(bean, spec);
            SmtpActivationSpec all = new SmtpActivationSpec();
            all.setResourceAdapter(server.adapter);
            all.setRecipients("*@server.example, *@" + LONG.substring(LONG.indexOf('@') + 1));
            server.adapter.endpointActivation(new FakeBean(server.transactions), all);
            Siege siege = new Siege(server.port);
            siege.besiege(Kind.TLS.name(), 20);
            siege.leave();
            long before = used();
            long directBefore = direct();
            siege.besiege(arguments[0], Integer.parseInt(arguments[1]));
            Thread.sleep(1_500);
            System.out.println("siege heap " + (used() - before) + " direct " + (direct() - directBefore)
                    + " envelopes "
                    + counted("Envelope") + " content " + counted("Content") + " connections " + counted("Connection")
                    + " open " + ManagedBean.only("Adapter", "adapter=*").get("Connections"));
            siege.leave();
            end.countDown();
            for (int i = 0; i < 100 && counted("Envelope") + counted("Content") + counted("Connection") > 0; i++) {
                Thread.sleep(100);
            }
            System.out.println("left " + (counted("Envelope") + counted("Content") + counted("Connection")));
        }
        System.exit(0);
    }

    /** From as many networks as it takes. */
    private void besiege(String kind, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            SocketChannel peer = SocketChannel.open();
            Kind mine = kind.equals("ALL") ? Kind.values()[i % Kind.values().length] : Kind.valueOf(kind);
            if (mine == Kind.DEAF) {
                peer.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
            }
            peer.bind(new InetSocketAddress(Ip.of("127.0." + (1 + i / 100) + "." + (1 + i % 100)), 0));
            peer.connect(new InetSocketAddress(Ip.of("127.0.0.1"), port));
            peers.add(peer);
            reply(peer);
            try {
                mine.hold(this, peer);
            } catch (IOException e) {
                // It was more than there was room for.
            }
        }
    }

    private void leave() throws Exception {
        for (SocketChannel peer : peers) {
            peer.setOption(StandardSocketOptions.SO_LINGER, 0);
            peer.close();
        }
        peers.clear();
        Thread.sleep(500);
    }

    /** As little as possible of the client's end stays. */
    private void secure(SocketChannel peer) throws Exception {
        ask(peer, "EHLO client.example");
        ask(peer, "STARTTLS");
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer in = ByteBuffer.allocate(40_000).flip();
        ByteBuffer out = ByteBuffer.allocate(40_000);
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    engine.wrap(ByteBuffer.allocate(0), out.clear());
                    send(peer, out.flip());
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    SSLEngineResult result = engine.unwrap(in, ByteBuffer.allocate(40_000));
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        in.compact();
                        if (peer.read(in) < 0) {
                            throw new EOFException();
                        }
                        in.flip();
                    }
                }
                default -> {
                    engine.wrap(ByteBuffer.wrap(bytes("EHLO client.example\r\n")), out.clear());
                    send(peer, out.flip());
                    return;
                }
            }
        }
    }

    /** A record of the largest size, but for its last octets. */
    private static ByteBuffer unfinished(byte type) {
        byte[] record = new byte[16_380];
        record[0] = type;
        record[1] = 3;
        record[2] = 3;
        record[3] = 0x40;
        record[5] = 1;
        record[7] = 0x3f;
        record[8] = (byte) 0xfc;
        return ByteBuffer.wrap(record);
    }

    private static String ask(SocketChannel peer, String command) throws IOException {
        send(peer, command + "\r\n");
        return reply(peer);
    }

    private static void send(SocketChannel peer, String text) throws IOException {
        send(peer, ByteBuffer.wrap(bytes(text)));
    }

    private static void send(SocketChannel peer, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            peer.write(octets);
        }
    }

    /** Nothing comes behind it yet. */
    private static String reply(SocketChannel peer) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(4_096);
        String text;
        do {
            if (peer.read(octets) < 0) {
                throw new EOFException();
            }
            text = new String(octets.array(), 0, octets.position(), StandardCharsets.ISO_8859_1);
        } while (!text.matches("(?s)(.*\r\n)?\\d{3} [^\r\n]*\r\n"));
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static long counted(String what) throws Exception {
        return (Long) ManagedBean.only("Adapter", "adapter=*").get(what + "MemoryUsed");
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long direct() {
        return Math.max(0, PlatformDependent.usedDirectMemory())
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
