package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.tls.TestCertificates;
import org.postern.tls.TlsOffers;

/** Many clients want TLS at the same moment, of one event loop. */
class HandshakeFloodTest {
    private static final int CLIENTS = 150;

    /** So that a handshake takes some milliseconds. */
    private static KeyPair large;

    @TempDir
    private Path directory;

    private final List<Peer> clients = new ArrayList<>();

    @BeforeAll
    static void generate() {
        large = TestCertificates.keyPair("RSA", 4096);
    }

    @AfterEach
    void close() throws IOException {
        for (Peer client : clients) {
            client.close();
        }
    }

    /** Those of some kinds more are half ones, which never end. */
    @ParameterizedTest
    @CsvSource({"0", "2", "3"})
    void aConversationGetsItsRepliesMeanwhile(int everyHalf) throws Exception {
        try (TestServer server = serving();
                Peer conversation = server.greeted()) {
            readyForTls(server, CLIENTS);
            CountDownLatch allAreThere = new CountDownLatch(1);
            server.occupyLoop(allAreThere);
            for (int i = 0; i < CLIENTS; i++) {
                byte[] hello = hello();
                boolean half = everyHalf > 0 && i % everyHalf == 0;
                clients.get(i).send(half ? Arrays.copyOf(hello, hello.length / 2) : hello);
            }
            allAreThere.countDown();

            for (int i = 0; i < 5; i++) {
                assertThat(conversation.ask("NOOP")).startsWith("250");
            }
            int full = everyHalf == 0 ? CLIENTS : CLIENTS - (CLIENTS + everyHalf - 1) / everyHalf;
            assertThat(answered()).isLessThan(full / 2);
            await().atMost(Duration.ofSeconds(60)).until(() -> answered() == full);
        }
    }

    /** Neither do those hold a place that have begun and say nothing more, whether they were answered or not. */
    @Test
    void halfHandshakesKeepOutNobody() throws Exception {
        try (TestServer server = serving()) {
            readyForTls(server, CLIENTS);
            for (int i = 0; i < CLIENTS; i++) {
                byte[] hello = hello();
                clients.get(i).send(i % 2 == 0 ? Arrays.copyOf(hello, 1 + i % (hello.length - 1)) : hello);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> answered() == CLIENTS / 2);
            try (Peer late = server.greeted()) {
                late.ask("STARTTLS");
                late.handshake("mx.example.org");

                assertThat(late.ask("NOOP")).startsWith("250");
            }
        }
    }

    @Test
    void aClientThatLeavesWhileItWaitsGivesItsTurnToOthers() throws Exception {
        try (TestServer server = serving();
                Peer conversation = server.greeted()) {
            readyForTls(server, CLIENTS);
            CountDownLatch allAreThere = new CountDownLatch(1);
            server.occupyLoop(allAreThere);
            for (Peer client : clients) {
                client.send(hello());
                client.endOutput();
            }
            allAreThere.countDown();

            await().atMost(Duration.ofSeconds(60)).until(() -> server.waitingHandshakes() == 0);
            assertThat(conversation.ask("NOOP")).startsWith("250");
            // Some were answered before the server has heard of their end.
            assertThat(answered()).isLessThan(CLIENTS / 2);
        }
    }

    /** Whatever clients do while they wait, and in whatever order: nothing is left of them. Buffers are watched for all tests. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingIsLeftOfThoseThatWereCut(long seed) throws Exception {
        Random random = new Random(seed);
        try (TestServer server = serving()) {
            readyForTls(server, 60);
            CountDownLatch allAreThere = new CountDownLatch(1);
            server.occupyLoop(allAreThere);
            boolean occupied = true;
            for (int i = 0; i < 180; i++) {
                step(clients.get(random.nextInt(clients.size())), random);
                if (occupied && random.nextInt(60) == 0) {
                    allAreThere.countDown();
                    occupied = false;
                }
            }
            allAreThere.countDown();
            for (Peer client : clients) {
                client.close();
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> server.waitingHandshakes() == 0);
            await().untilAsserted(
                            () -> assertThat(server.memory().buffers().used()).isZero());
            try (Peer late = server.greeted()) {
                late.ask("STARTTLS");
                late.handshake("mx.example.org");
                assertThat(late.ask("NOOP")).startsWith("250");
            }
        }
    }

    /** Neither when the adapter ends meanwhile. */
    @Test
    void theEndOfTheServerLeavesNothing() throws Exception {
        TestServer server = serving();
        readyForTls(server, CLIENTS);
        for (Peer client : clients) {
            client.send(hello());
        }
        await().until(() -> answered() > 0);

        server.close();

        assertThat(answered()).isLessThan(CLIENTS);
    }

    private static void step(Peer client, Random random) throws IOException {
        byte[] hello = hello();
        try {
            switch (random.nextInt(6)) {
                case 0 -> client.send(Arrays.copyOf(hello, 1 + random.nextInt(hello.length - 1)));
                case 1, 2 -> client.send(hello);
                case 3 -> client.send(new byte[] {21, 3, 3, 0, 2, 2, 0});
                case 4 -> client.endOutput();
                default -> client.reset();
            }
        } catch (IOException e) {
            // It has ended, or the server has ended it.
        }
    }

    private TestServer serving() throws Exception {
        TlsOffers offers = TestOffers.chain(directory, large, TestCertificates.certificate(large, "mx.example.org"));
        return new TestServer(directory, 1)
                .offering(offers)
                .connections(1_000, 1_000)
                .start();
    }

    private void readyForTls(TestServer server, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Peer client = server.greeted();
            clients.add(client);
            assertThat(client.ask("STARTTLS")).startsWith("220");
        }
    }

    /** TLS 1.2 with ECDHE and RSA. */
    private static byte[] hello() {
        return new RawHello().suites(0xc02f).schemes(0x0804, 0x0401).record();
    }

    private int answered() throws IOException {
        int answered = 0;
        for (Peer client : clients) {
            if (!client.socket().isClosed() && client.hasInput()) {
                answered++;
            }
        }
        return answered;
    }
}
