package org.postern.ra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postern.net.Peer;
import org.postern.ra.config.Property;

/** For each limit that is no structure: what is seen when it is changed. */
abstract class LimitScenarios extends LiveServerSetUp {
    static final String WRONG = "AUTH PLAIN AGFubmEAd3Jvbmc=";
    static final String RIGHT = "AUTH PLAIN AGFubmEAc2VjcmV0";

    /** More than is kept in memory. */
    static final String LARGE = "x".repeat(500_000) + "\r\n";

    /** What is set first, then what is to be set, and what is seen of it then. */
    record Scenario(long value, Effect effect, Map<Property, Long> before) {
        Scenario(long value, Effect effect) {
            this(value, effect, Map.of());
        }
    }

    @FunctionalInterface
    interface Effect {
        void isSeen() throws Exception;
    }

    final Map<Property, Scenario> scenarios = Map.ofEntries(
            entry(Property.MAX_CONNECTIONS, new Scenario(2, this::theThirdIsSentAway)),
            entry(Property.MAX_CONNECTIONS_PER_PEER, new Scenario(2, this::theThirdIsSentAway)),
            entry(Property.MAX_CONNECTIONS_PER_NETWORK, new Scenario(2, this::theThirdIsSentAway)),
            entry(Property.MAX_CONNECTIONS_PER_PEER_PER_MINUTE, new Scenario(1, this::theThirdIsSentAway)),
            entry(Property.MAX_MESSAGES_PER_PEER_PER_MINUTE, new Scenario(1, () -> {
                assertThat(peer().deliver("x\r\n")).startsWith("250");
                assertThat(peer().ask("MAIL FROM:<a@example.org>")).startsWith("45");
            })),
            entry(Property.MAX_FAILED_AUTHENTICATIONS, new Scenario(1, () -> {
                Peer peer = secured();
                assertThat(peer.ask(WRONG)).startsWith("535");
                assertThat(peer.ask(RIGHT)).startsWith("454");
            })),
            entry(
                    Property.FAILED_AUTHENTICATION_SECONDS,
                    new Scenario(
                            2,
                            () -> {
                                Peer peer = secured();
                                assertThat(peer.ask(WRONG)).startsWith("535");
                                assertThat(peer.ask(RIGHT)).startsWith("454");
                                await().until(() -> secured().ask(RIGHT).startsWith("235"));
                            },
                            Map.of(Property.MAX_FAILED_AUTHENTICATIONS, 1L))),
            entry(Property.MAX_ENVELOPE_BYTES, new Scenario(65_536, () -> {
                Peer peer = peer();
                peer.ask("MAIL FROM:<a@example.org>");
                assertThat(IntStream.range(0, 900)
                                .mapToObj(number -> recipient(peer, "x".repeat(60) + number))
                                .filter(reply -> reply.startsWith("452"))
                                .findFirst())
                        .isPresent();
            })),
            entry(Property.MAX_MEMORY_BYTES, new Scenario(65_536, () -> {
                send(70_000);
                awaitFiles();
            })),
            entry(Property.MAX_SPOOL_BYTES, new Scenario(0, () -> assertThat(peer().deliver(LARGE))
                    .startsWith("452"))),
            entry(Property.MAX_SPOOL_FILES, new Scenario(1, () -> {
                send(500_000);
                awaitFiles();
                assertThat(peer().deliver(LARGE)).startsWith("452");
            })),
            entry(Property.DRAIN_TIMEOUT_SECONDS, new Scenario(0, () -> {
                hangingDelivery();
                server.adapter.endpointDeactivation(bean, spec);
                assertThat(log.lines("POSTERN-1031")).singleElement().asString().contains("after 0 s");
            })),
            entry(Property.INTERFERENCE_LOG_SECONDS, new Scenario(1, () -> await().until(() -> {
                peer().send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
                return log.lines("POSTERN-301").size() == 2;
            }))),
            entry(Property.MAX_MESSAGE_BYTES, new Scenario(1_000, () -> {
                assertThat(peer().ask("EHLO x")).contains("SIZE 1000\r\n");
                assertThat(peer().ask("MAIL FROM:<a@example.org> SIZE=1001")).startsWith("552");
            })),
            entry(Property.MAX_RECIPIENTS, new Scenario(1, () -> {
                Peer peer = peer();
                peer.ask("MAIL FROM:<a@example.org>");
                assertThat(peer.ask("RCPT TO:<b@example.org>")).startsWith("250");
                assertThat(peer.ask("RCPT TO:<c@example.org>")).startsWith("452");
            })),
            entry(Property.MAX_UNKNOWN_RECIPIENTS, new Scenario(1, () -> {
                Peer peer = peer();
                peer.ask("MAIL FROM:<a@example.org>");
                assertThat(peer.ask("RCPT TO:<b@elsewhere.example>")).startsWith("421");
            })),
            entry(Property.MAX_COMMAND_LINE_BYTES, new Scenario(512, () -> assertThat(
                            peer().ask("NOOP " + "x".repeat(600)))
                    .startsWith("500"))),
            entry(Property.MAX_TEXT_LINE_BYTES, new Scenario(100, () -> assertThat(
                            peer().deliver("x".repeat(200) + "\r\n"))
                    .startsWith("5"))),
            entry(Property.MAX_ERRORS, new Scenario(1, () -> assertThat(peer().ask("WHAT"))
                    .startsWith("421"))),
            entry(Property.MAX_COMMANDS, new Scenario(10, () -> {
                Peer peer = peer();
                peer.send("NOOP\r\n".repeat(20));
                assertThat(peer.rest()).contains("\r\n421 ");
            })),
            entry(Property.MAX_HOPS, new Scenario(200, () -> assertThat(
                            peer().deliver("Received: x\r\n".repeat(150) + "\r\nx\r\n"))
                    .startsWith("250"))),
            entry(Property.COMMAND_TIMEOUT_SECONDS, new Scenario(1, () -> assertThat(peer().rest())
                    .startsWith("421 4.4.2"))),
            entry(Property.DATA_TIMEOUT_SECONDS, new Scenario(1, () -> {
                Peer peer = peer();
                peer.beginData();
                peer.send("x\r\n");
                assertThat(peer.rest()).startsWith("421 4.4.2");
            })),
            entry(
                    Property.MIN_DATA_BYTES_PER_SECOND,
                    new Scenario(
                            1_000_000_000,
                            () -> {
                                Peer peer = peer();
                                peer.beginData();
                                assertThat(closedWhileSending(peer)).isTrue();
                                assertThat(log.lines("POSTERN-300")).isNotEmpty();
                            },
                            Map.of(Property.DATA_TIMEOUT_SECONDS, 1L, Property.SPOOL_THRESHOLD_BYTES, 67_108_864L))),
            entry(Property.SESSION_TIMEOUT_SECONDS, new Scenario(1, () -> assertThat(peer().rest())
                    .startsWith("421 4.4.2"))),
            entry(Property.GREETING_DELAY_MILLIS, new Scenario(2_000, () -> {
                Peer peer = connected();
                peer.send("EHLO client.example.org\r\n");
                assertThat(peer.reply()).startsWith("521");
            })),
            entry(Property.TLS_HANDSHAKE_TIMEOUT_SECONDS, new Scenario(1, () -> {
                Peer peer = peer();
                assertThat(peer.ask("STARTTLS")).startsWith("220");
                assertThat(peer.rest()).isEmpty();
            })),
            entry(
                    Property.MAX_UNREAD_REPLY_BYTES,
                    new Scenario(
                            16_777_216,
                            () -> {
                                Peer deaf = Peer.connectWithReceiveBuffer(4_096, "127.0.0.1", server.port);
                                peers.add(deaf);
                                deaf.reply();
                                long before = octetsReceived();
                                // More than the sockets hold, and less than an eighth of what all connections may.
                                int times = 4_000_000 / deaf.ask("EHLO x").length();
                                byte[] commands = "EHLO x\r\n".repeat(times).getBytes(StandardCharsets.US_ASCII);
                                Thread sending = new Thread(() -> sendWhileOpen(deaf, commands));
                                sending.start();
                                await().until(() -> octetsReceived() - before >= commands.length);
                                deaf.reset();
                                sending.join();
                            },
                            Map.of(Property.MAX_COMMANDS, 1_000_000L))),
            entry(Property.SPOOL_THRESHOLD_BYTES, new Scenario(0, () -> {
                send(100);
                awaitFiles();
            })),
            entry(Property.MAX_CONCURRENT_DELIVERIES, new Scenario(1, () -> {
                hangingDelivery();
                complete();
                await().until(() -> activation().get("WaitingDeliveries").equals(1));
            })),
            entry(
                    Property.MAX_WAITING_DELIVERIES,
                    new Scenario(
                            0,
                            () -> {
                                hangingDelivery();
                                assertThat(peer().deliver("x\r\n")).startsWith("451");
                            },
                            Map.of(Property.MAX_CONCURRENT_DELIVERIES, 1L))),
            entry(
                    Property.DELIVERY_WAIT_SECONDS,
                    new Scenario(
                            1,
                            () -> {
                                hangingDelivery();
                                assertThat(peer().deliver("x\r\n")).startsWith("451");
                            },
                            Map.of(Property.MAX_CONCURRENT_DELIVERIES, 1L))),
            entry(
                    Property.DELIVERY_TIMEOUT_SECONDS,
                    new Scenario(1, () -> assertThat(hangingDelivery().reply()).startsWith("451"))),
            entry(Property.RECIPIENT_TIMEOUT_SECONDS, new Scenario(1, () -> {
                server.activate(server.bean("slow").asked(inquiry -> goOn.await()), forRecipients("*@slow.example"));
                set(Property.RECIPIENT_TIMEOUT_SECONDS, 300);
                ManagedBean.activation("slow").set("RecipientTimeoutSeconds", 1);
                Peer peer = peer();
                peer.ask("MAIL FROM:<a@example.org>");
                assertThat(peer.ask("RCPT TO:<a@slow.example>")).startsWith("45");
            })));

    static Stream<Property> writable() {
        return Arrays.stream(Property.values()).filter(Property::isWritable);
    }
}
