package org.postern.ra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;
import org.postern.ra.config.Bounds;
import org.postern.ra.config.Property;
import org.postern.ra.management.LimitAttributes;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;

/** Each limit that is no structure is changed with a management bean, and nothing is closed for that. */
@Timeout(60)
class LimitsOnALiveServerTest {
    private static final String WRONG = "AUTH PLAIN AGFubmEAd3Jvbmc=";
    private static final String RIGHT = "AUTH PLAIN AGFubmEAc2VjcmV0";

    /** More than is kept in memory. */
    private static final String LARGE = "x".repeat(500_000) + "\r\n";

    @TempDir
    private Path directory;

    private final LogLines log = new LogLines();
    private final RunningServer server = new RunningServer(FakeSecurity.knowing(Map.of("anna", "secret")));
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final FakeBean bean = server.bean("orders");
    private final List<Peer> peers = new ArrayList<>();
    private SmtpActivationSpec spec;

    /** What is set first, then what is to be set, and what is seen of it then. */
    private record Scenario(long value, Effect effect, Map<Property, Long> before) {
        Scenario(long value, Effect effect) {
            this(value, effect, Map.of());
        }
    }

    @FunctionalInterface
    private interface Effect {
        void isSeen() throws Exception;
    }

    private final Map<Property, Scenario> scenarios = Map.ofEntries(
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

    @BeforeEach
    void start() throws Exception {
        Path keys = TestKeyStore.pkcs12().key("mx", TestCertificates.EC).write(directory.resolve("keys.p12"));
        server.adapter.setKeyStore("file:" + keys);
        server.adapter.setKeyStorePassword(TestKeyStore.PASSWORD);
        server.adapter.setCertificateBindings("*=mx");
        server.adapter.setRecipients("*@example.org");
        server.start();
        spec = server.activate(bean);
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        for (Peer peer : peers) {
            peer.close();
        }
        server.close();
        log.close();
    }

    @Test
    void eachIsSeenToHaveAnEffect() {
        assertThat(scenarios.keySet())
                .containsExactlyInAnyOrderElementsOf(writable().toList());
    }

    @ParameterizedTest
    @MethodSource("writable")
    void aChangeIsInForceForWhatComesNext(Property property) throws Exception {
        Scenario scenario = Objects.requireNonNull(scenarios.get(property));
        try (Peer there = Peer.greeted("127.0.0.1", server.port)) {
            for (Map.Entry<Property, Long> first : scenario.before().entrySet()) {
                set(first.getKey(), first.getValue());
            }

            set(property, scenario.value());

            assertThat(bean(property).get(LimitAttributes.name(property))).isEqualTo(scenario.value());
            assertThat(log.lines("POSTERN-1020"))
                    .last()
                    .asString()
                    .contains(property.beanName() + " of ", " is " + scenario.value() + " from now on");
            assertThat(there.ask("NOOP")).startsWith("250");
            scenario.effect().isSeen();
        }
        assertThat(log.lines("POSTERN-1011")).as("opened").hasSize(1);
        if (property != Property.DRAIN_TIMEOUT_SECONDS) {
            assertThat(log.lines("POSTERN-1013")).as("closed").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("writable")
    void whatThePropertyWouldNotTakeIsRefusedAndChangesNothing(Property property) throws Exception {
        Bounds bounds = property.bounds().orElseThrow();
        ManagedBean owner = bean(property);
        String name = LimitAttributes.name(property);
        for (Object wrong : List.of(bounds.min() - 1, bounds.max() + 1, Long.MIN_VALUE, "many", 1.5)) {
            assertThatExceptionOfType(InvalidAttributeValueException.class)
                    .isThrownBy(() -> owner.set(name, wrong))
                    .withMessage(property.beanName() + " cannot be " + wrong + ": write a whole number from " + bounds
                            + ". It is still " + property.defaultValue());
            assertThat(owner.text(name)).isEqualTo(property.defaultValue());
        }
        owner.set(name, bounds.min());
        owner.set(name, bounds.max());
        assertThat(owner.get(name)).isEqualTo(bounds.max());
        assertThat(log.lines("POSTERN-1020")).hasSize(2);
    }

    /** Neither the bean that shares an address nor the adapter that starts anew has what was written for another one. */
    @Test
    void aChangeIsForOneBeanAndLastsAsLongAsIt() throws Exception {
        FakeBean bounces = server.bean("bounces");
        set(Property.MAX_WAITING_DELIVERIES, 7);
        set(Property.MAX_ERRORS, 8);
        set(Property.MAX_CONNECTIONS, 9);

        server.activate(bounces, forRecipients("*@bounces.example"));

        assertThat(ManagedBean.activation("bounces").get("MaxWaitingDeliveries"))
                .isEqualTo(1_000L);
        assertThat(ManagedBean.acceptor(server.port).get("MaxErrors")).isEqualTo(8L);
        server.adapter.stop();
        RunningServer.forgetWhatIsLeft();
        server.start();
        server.activate(bean);
        assertThat(ManagedBean.activation("orders").get("MaxWaitingDeliveries")).isEqualTo(1_000L);
        assertThat(ManagedBean.acceptor(server.port).get("MaxErrors")).isEqualTo(20L);
        assertThat(ManagedBean.only("Adapter", "adapter=*").get("MaxConnections"))
                .isEqualTo(5_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ipv4NetworkPrefix", "IoThreads", "MaxRememberedMessages", "Name", "Connections"})
    void whatIsStructureOrNoLimitCannotBeWritten(String attribute) throws Exception {
        ManagedBean adapter = ManagedBean.only("Adapter", "adapter=*");

        assertThatExceptionOfType(AttributeNotFoundException.class).isThrownBy(() -> adapter.set(attribute, 1L));
    }

    private ManagedBean bean(Property property) throws Exception {
        if (property.scope() == Property.Scope.ADAPTER) {
            return ManagedBean.only("Adapter", "adapter=*");
        }
        return property.isOfBean() ? activation() : ManagedBean.acceptor(server.port);
    }

    private static ManagedBean activation() throws Exception {
        return ManagedBean.activation("orders");
    }

    private static SmtpActivationSpec forRecipients(String patterns) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(patterns);
        return spec;
    }

    private void set(Property property, long value) throws Exception {
        bean(property).set(LimitAttributes.name(property), value);
    }

    private Peer connected() throws IOException {
        Peer peer = Peer.connect("127.0.0.1", server.port);
        peers.add(peer);
        return peer;
    }

    private Peer peer() throws IOException {
        Peer peer = connected();
        peer.reply();
        peer.ask("EHLO client.example.org");
        return peer;
    }

    private Peer secured() throws IOException {
        Peer peer = peer();
        peer.ask("STARTTLS");
        peer.handshake("mx.example.org");
        peer.ask("EHLO client.example.org");
        return peer;
    }

    /** One is there already. */
    private void theThirdIsSentAway() throws Exception {
        assertThat(connected().reply()).startsWith("220");
        assertThat(connected().reply()).startsWith("421");
    }

    private static String recipient(Peer peer, String name) {
        try {
            return peer.ask("RCPT TO:<" + name + "@example.org>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message that does not come to its end. */
    private void send(int octets) throws IOException {
        Peer peer = peer();
        peer.beginData();
        peer.send("x".repeat(octets) + "\r\n");
    }

    /** A message whose reply nobody waits for. */
    private Peer complete() throws IOException {
        Peer peer = peer();
        peer.beginData();
        peer.send("x\r\n.\r\n");
        return peer;
    }

    private Peer hangingDelivery() throws IOException {
        bean.doing(message -> goOn.await());
        Peer peer = complete();
        await().until(() -> activation().get("RunningDeliveries").equals(1));
        return peer;
    }

    private static void awaitFiles() {
        await().until(() ->
                ManagedBean.only("Adapter", "adapter=*").get("SpoolFilesUsed").equals(1));
    }

    private static long octetsReceived() throws Exception {
        return (Long) ManagedBean.only("Adapter", "adapter=*").get("OctetsReceived");
    }

    /** Without an end to it. */
    private static boolean closedWhileSending(Peer peer) {
        try {
            for (int i = 0; i < 3_000_000; i++) {
                peer.send("x\r\n");
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void sendWhileOpen(Peer peer, byte[] octets) {
        try {
            peer.send(octets);
        } catch (IOException e) {
            // The test is over.
        }
    }
}
