package org.postern.ra;

import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.postern.net.TrustingTls;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/**
 * A server in a process of its own, and peers that each hold as much of its memory as they can. Prints what that is, after all
 * garbage is collected. By hand: {@code Siege KIND CONNECTIONS}, one of {@link Kind}, or ALL for each of them in turn.
 */
final class Siege {
    private static final String LONG = "x".repeat(60) + "@" + ("d".repeat(60) + ".").repeat(2) + "example";
    private static final String LINE = "x".repeat(998) + "\r\n";
    private static final byte HANDSHAKE = 22;
    private static final byte DATA = 23;
    private static final int LARGEST_RECORD = 16_380;
    private static final int RECIPIENTS = 1_000;
    private static final int AT_ONCE = 50;

    /** Of those that hold something of everything: more would be closed, or refused. */
    private static final int WITH_LARGE_ENVELOPES = 30;

    private static final int WITH_CONTENT = 250;
    private static final int WITH_LARGE_RECORDS = 2_150;
    private static final int LITTLE = 3_900;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    private final int port;
    private final SSLContext tls = TrustingTls.context();
    private final List<Besieger> peers = new ArrayList<>();
    private final Map<Besieger, ByteBuffer> deaf = new LinkedHashMap<>();

    /** What a peer holds. */
    private enum Kind {
        NOTHING {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.ask("EHLO client.example");
            }
        },
        TLS {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.secure(siege.tls);
            }
        },
        ENVELOPE {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.ask("EHLO client.example");
                siege.begin(peer, RECIPIENTS);
            }
        },
        CONTENT {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.ask("EHLO client.example");
                siege.begin(peer, 1);
                siege.content(peer);
            }
        },
        LINE {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.ask("EHLO client.example");
                peer.send("AUTH " + "x".repeat(12_280));
            }
        },
        RECORD {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.secure(siege.tls);
                peer.sendRaw(unfinished(DATA, LARGEST_RECORD));
            }
        },
        HELLO {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.ask("EHLO client.example");
                peer.ask("STARTTLS");
                peer.sendRaw(unfinished(HANDSHAKE, LARGEST_RECORD));
            }
        },
        PIPELINED {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.ask("EHLO client.example");
                peer.ask("MAIL FROM:<a@client.example>");
                peer.send("RCPT TO:<hang@asked.example>\r\n" + "NOOP\r\n".repeat(5_000));
            }
        },
        DEAF {
            @Override
            void hold(Siege siege, Besieger peer, int number) {
                siege.deaf.put(peer, siege.help.duplicate());
            }
        },
        /** A bit of everything, so that all there is for all peers together is in use at once. */
        EVERYTHING {
            @Override
            void hold(Siege siege, Besieger peer, int number) throws IOException {
                peer.secure(siege.tls);
                siege.begin(peer, number < WITH_LARGE_ENVELOPES ? RECIPIENTS : 4);
                if (number < WITH_CONTENT) {
                    siege.content(peer);
                }
                peer.sendRaw(unfinished(DATA, number < WITH_LARGE_RECORDS ? LARGEST_RECORD : LITTLE));
            }
        };

        abstract void hold(Siege siege, Besieger peer, int number) throws IOException;
    }

    private final ByteBuffer help = ByteBuffer.wrap("HELP\r\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII));

    private Siege(int port) throws Exception {
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("siege");
        SmtpResourceAdapter adapter = new SmtpResourceAdapter();
        adapter.setCertificateBindings("*=mx");
        adapter.setKeyStore(
                "file:" + TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(directory.resolve("keys")));
        adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        CountDownLatch end = new CountDownLatch(1);
        try (RunningServer server = new RunningServer(FakeSecurity.none(), adapter).start()) {
            SmtpActivationSpec asked = new SmtpActivationSpec();
            asked.setRecipients("*@asked.example");
            server.activate(server.bean("asked").asked(inquiry -> end.await()), asked);
            SmtpActivationSpec all = new SmtpActivationSpec();
            all.setRecipients("*@server.example, *@" + LONG.substring(LONG.indexOf('@') + 1));
            server.activate(server.bean("all"), all);
            Siege siege = new Siege(server.port);
            siege.besiege(Kind.TLS.name(), 20);
            siege.leave();
            await().until(() -> counted("Connections") == 0);
            long before = used();
            long directBefore = direct();
            siege.besiege(arguments[0], Integer.parseInt(arguments[1]));
            System.out.println("siege heap " + (used() - before) + " direct " + (direct() - directBefore)
                    + " envelopes " + counted("EnvelopeMemoryUsed") + " content " + counted("ContentMemoryUsed")
                    + " connections " + counted("ConnectionMemoryUsed") + " open " + counted("Connections"));
            siege.leave();
            end.countDown();
            await().atMost(LONG_ENOUGH).until(() -> memory() == 0);
            System.out.println("left " + memory());
        }
        System.exit(0);
    }

    /** Until nothing changes any more. */
    private void besiege(String kind, int count) throws Exception {
        List<Kind> each = List.of(Kind.values()).subList(0, Kind.values().length - 1);
        for (int i = 0; i < count; i++) {
            Kind mine = kind.equals("ALL") ? each.get(i % each.size()) : Kind.valueOf(kind);
            Besieger peer = new Besieger(i, port);
            peers.add(peer);
            try {
                peer.reply();
                mine.hold(this, peer, i);
            } catch (IOException e) {
                // It was more than there was room for.
            }
            peer.forget();
        }
        long[] former = {-1};
        await().pollInterval(Duration.ofMillis(300)).atMost(LONG_ENOUGH).until(() -> {
            deaf.forEach(Siege::push);
            long now = memory() + counted("OctetsReceived");
            boolean settled = now == former[0];
            former[0] = now;
            return settled;
        });
    }

    private static void push(Besieger peer, ByteBuffer octets) {
        try {
            peer.push(octets);
        } catch (IOException e) {
            octets.position(octets.limit());
        }
    }

    private void leave() throws IOException {
        for (Besieger peer : peers) {
            peer.reset();
        }
        peers.clear();
        deaf.clear();
    }

    /** As many recipients as there is room for. */
    private void begin(Besieger peer, int recipients) throws IOException {
        String parameters = recipients > AT_ONCE ? " NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;" + "o".repeat(480) : "";
        String replies = peer.ask("MAIL FROM:<" + LONG + ">");
        for (int i = 0; i < recipients && !replies.contains("452"); i += AT_ONCE) {
            int count = Math.min(AT_ONCE, recipients - i);
            peer.send(IntStream.range(i, i + count)
                    .mapToObj(number -> "RCPT TO:<" + number + LONG + ">" + parameters + "\r\n")
                    .collect(Collectors.joining()));
            replies = peer.replies(count);
        }
    }

    private void content(Besieger peer) throws IOException {
        if (peer.ask("DATA").startsWith("354")) {
            peer.send(LINE.repeat(250));
        }
    }

    /** The beginning of a record of the largest size. */
    private static byte[] unfinished(byte type, int length) {
        byte[] record = new byte[length];
        record[0] = type;
        record[1] = 3;
        record[2] = 3;
        record[3] = 0x40;
        record[5] = 1;
        record[7] = 0x3f;
        record[8] = (byte) 0xfc;
        return record;
    }

    private static long memory() throws Exception {
        return counted("EnvelopeMemoryUsed") + counted("ContentMemoryUsed") + counted("ConnectionMemoryUsed");
    }

    private static long counted(String attribute) throws Exception {
        return ((Number) ManagedBean.only("Adapter", "adapter=*").get(attribute)).longValue();
    }

    /** Of the heap, when a collection frees nothing more. */
    private static long used() {
        long before = Long.MAX_VALUE;
        long now = Long.MAX_VALUE - 1;
        while (now < before) {
            before = now;
            System.gc();
            now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        return now;
    }

    private static long direct() {
        return Math.max(0, PlatformDependent.usedDirectMemory())
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }
}
