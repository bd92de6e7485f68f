package org.postern.ra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.FreePort;
import org.postern.net.Peer;
import org.postern.ra.duplicates.FakeDisk;
import org.postern.ra.duplicates.SlotFormat;

/** Whole adapters on disks that they share, that fail, or that hang. */
@Timeout(60)
class DuplicatesOnDiskTest {
    private static final String MESSAGE = "Subject: order\r\n\r\n1 x widget\r\n";

    @TempDir
    private Path state;

    private final LogLines log = new LogLines();
    private final FakeDisk disk = new FakeDisk();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        log.close();
    }

    /** Each knows after its restart what it knew, and nothing of the others. */
    @ParameterizedTest
    @CsvSource({"0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0"})
    void serversThatStartInAnotherOrderKeepTheirOwnMemories(String order) throws Exception {
        List<Integer> ports = Stream.generate(() -> FreePort.on("127.0.0.1"))
                .distinct()
                .limit(3)
                .toList();
        Map<Integer, RunningServer> before = start(ports, "0 1 2");
        for (RunningServer server : before.values()) {
            server.activate(server.bean("orders"));
        }
        vanishAfter(before.get(1), MESSAGE);
        vanishAfter(before.get(2), MESSAGE + "2 x gadget\r\n");
        before.values().forEach(server -> server.adapter.stop());

        Map<Integer, RunningServer> after = start(ports, order);
        for (int i : after.keySet()) {
            FakeBean bean = after.get(i).bean("orders");
            after.get(i).activate(bean);
            assertThat(after.get(i).send(MESSAGE)).startsWith("250 ");
            assertThat(bean.received()).hasSize(i == 1 ? 0 : 1);
            assertThat(after.get(i).send(MESSAGE + "2 x gadget\r\n")).startsWith("250 ");
            assertThat(bean.received()).hasSize(i == 0 ? 2 : 1);
        }
        after.values().forEach(server -> server.adapter.stop());
        assertThat(log.lines("POSTERN-1004")).isEmpty();
    }

    /** The disk takes one thread, whatever is sent meanwhile, and neither an answer nor a place nor the end. */
    @Test
    void aDiskThatHangsKeepsNobodyWaiting() throws Exception {
        AtomicInteger hanging = new AtomicInteger();
        RunningServer server = RunningServer.on(disk);
        server.adapter.setMaxConcurrentDeliveries("1");
        server.start();
        FakeBean bean = server.bean("orders");
        server.activate(bean);
        disk.with((operation, octets) -> {
            hanging.incrementAndGet();
            awaitQuietly(goOn);
            return octets;
        });

        for (int i = 1; i <= 30; i++) {
            assertThat(server.send(MESSAGE)).startsWith("250 ");
            assertThat(bean.received()).hasSize(i);
        }
        assertThat(hanging).hasValue(1);
        server.adapter.stop();
        assertThat(log.lines("POSTERN-1002")).hasSize(1);
        assertThat(hanging).hasValue(1);

        goOn.countDown();
        server.close();
        await().until(disk::isFree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"take", "read", "replace", "write", "delete", "close"})
    void aDiskThatFailsIsNewsOnceAndNobodysTrouble(String failing) throws Exception {
        disk.with((operation, octets) -> {
            if (operation.equals(failing)) {
                throw new IOException("Input/output error");
            }
            return octets;
        });
        RunningServer server = RunningServer.on(disk);
        server.start();
        FakeBean bean = server.bean("orders");
        server.activate(bean);
        for (int i = 1; i <= 5; i++) {
            assertThat(server.send(MESSAGE)).startsWith("250 ");
        }
        vanishAfter(server, MESSAGE + "2 x gadget\r\n");
        assertThat(server.send(MESSAGE + "2 x gadget\r\n")).startsWith("250 ");
        assertThat(bean.received()).hasSize(6);
        server.close();

        assertThat(log.lines("POSTERN-1004")).hasSizeLessThanOrEqualTo(1);
        if (!failing.equals("delete")) {
            assertThat(log.lines("POSTERN-1004")).hasSize(1);
        }
        assertThat(log.lines()).noneMatch(line -> line.startsWith("POSTERN-9"));
    }

    /** Its next message is no second try, though it has the same octets: an alarm without a Date. */
    @ParameterizedTest
    @CsvSource({
        "write, false, false",
        "write, false, true",
        "write, true, false",
        "write delete, false, false",
        "write delete, true, false",
        "write take, false, true",
        "take, true, false",
        "take, true, true",
        "read, true, false",
        "read delete, true, true"
    })
    void aSenderThatKnowsIsHeardAgainWhateverTheDiskDoes(
            String failing, boolean adapterInBetween, boolean repairedBeforeTheEnd) throws Exception {
        Runnable breakIt = () -> disk.with((operation, octets) -> {
            if (List.of(failing.split(" ", -1)).contains(operation)) {
                throw new IOException("Input/output error");
            }
            return octets;
        });
        RunningServer server = RunningServer.on(disk).start();
        FakeBean first = server.bean("orders");
        SmtpActivationSpec spec = server.activate(first);
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            assertThat(peer.deliver(MESSAGE)).startsWith("250 ");
            await().until(() -> used(disk).size() == 1);
            if (!adapterInBetween) {
                breakIt.run();
                assertThat(peer.ask("QUIT")).startsWith("221 ");
            }
        }
        if (adapterInBetween) {
            end(server, first, spec);
            breakIt.run();
            server = next(server.port);
            first = server.bean("orders");
            spec = server.activate(first);
            for (int i = 1; i <= 2; i++) { // The first of them may be taken for a second try, and its sender knows.
                assertThat(server.send(MESSAGE)).startsWith("250 ");
            }
        }
        await().until(() -> log.lines("POSTERN-1004").size() == 1);
        if (repairedBeforeTheEnd) {
            disk.with((operation, octets) -> octets);
        }
        end(server, first, spec);
        disk.with((operation, octets) -> octets);

        RunningServer last = next(server.port);
        FakeBean bean = last.bean("orders");
        last.activate(bean);
        assertThat(last.send(MESSAGE)).startsWith("250 ");
        last.close();
        assertThat(bean.received()).hasSize(1);
    }

    /** An administrator looks whether it goes without. */
    @Test
    void norDoesAnAdapterThatRemembersNothingLeaveItToTheNext() throws Exception {
        RunningServer first = RunningServer.on(disk).start();
        FakeBean before = first.bean("orders");
        SmtpActivationSpec spec = first.activate(before);
        vanishAfter(first, MESSAGE);
        end(first, before, spec);

        RunningServer without = new RunningServer(FakeSecurity.none(), RunningServer.on(disk).adapter, first.port);
        without.adapter.setDuplicateWindowSeconds("0");
        without.start();
        FakeBean meanwhile = without.bean("orders");
        spec = without.activate(meanwhile);
        assertThat(without.send(MESSAGE)).startsWith("250 ");
        end(without, meanwhile, spec);

        RunningServer last = next(first.port);
        FakeBean bean = last.bean("orders");
        last.activate(bean);
        assertThat(last.send(MESSAGE)).startsWith("250 ");
        last.close();
        assertThat(bean.received()).hasSize(1);
    }

    private static void end(RunningServer server, FakeBean bean, SmtpActivationSpec spec) {
        server.adapter.endpointDeactivation(bean, spec);
        server.close();
    }

    private RunningServer next(int port) throws Exception {
        return new RunningServer(FakeSecurity.none(), RunningServer.on(disk).adapter, port).start();
    }

    /** As after kill -9, and without a delivery that would write. */
    @Test
    void aReceiptIsOnTheDiskSoonWithoutAnotherDelivery() throws Exception {
        RunningServer server = RunningServer.on(disk);
        server.start();
        server.activate(server.bean("orders"));
        server.send(MESSAGE);

        await().until(() -> used(disk).isEmpty());
        server.close();
    }

    @Test
    void whatWasCutShortIsBegunAnewAndTold() throws Exception {
        RunningServer first = RunningServer.on(disk).start();
        FakeBean before = first.bean("orders");
        SmtpActivationSpec spec = first.activate(before);
        vanishAfter(first, MESSAGE);
        first.adapter.endpointDeactivation(before, spec);
        first.close();
        assertThat(disk.files).hasSize(1);
        disk.files.replaceAll((name, octets) -> new byte[octets.length / 2]);

        RunningServer next = new RunningServer(FakeSecurity.none(), RunningServer.on(disk).adapter, first.port);
        next.start();
        FakeBean bean = next.bean("orders");
        next.activate(bean);
        assertThat(next.send(MESSAGE)).startsWith("250 ");
        assertThat(bean.received()).hasSize(1);
        assertThat(log.lines("POSTERN-1061")).hasSize(1);
        next.close();
    }

    /** SIGKILL: nothing is flushed, no handler runs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aServerThatIsKilledIsFollowedByOneThatKnows(int messages) throws Exception {
        int port = FreePort.on("127.0.0.1");
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ServerInAnotherProcess.class.getName(),
                        state.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(killed.getInputStream(), UTF_8))) {
            assertThat(out.lines().anyMatch("ready"::equals)).isTrue();
            for (int i = 1; i <= messages; i++) {
                try (Peer peer = Peer.greeted("127.0.0.1", port)) {
                    peer.beginData();
                    peer.send(MESSAGE + i + " x gadget\r\n.\r\n");
                    assertThat(peer.reply()).startsWith("250 ");
                    peer.reset();
                }
            }
            await().until(() -> onDisk() == messages);
        } finally {
            killed.destroyForcibly().waitFor();
        }

        try (RunningServer next = new RunningServer(FakeSecurity.none(), new SmtpResourceAdapter(), port)) {
            next.adapter.setStateDirectory(state.toString());
            next.start();
            FakeBean bean = next.bean("orders");
            next.activate(bean);
            for (int i = 1; i <= messages; i++) {
                assertThat(next.send(MESSAGE + i + " x gadget\r\n")).startsWith("250 ");
            }
            assertThat(bean.received()).isEmpty();
            assertThat(next.send(MESSAGE)).startsWith("250 ");
            assertThat(bean.received()).hasSize(1);
        }
    }

    /** How many messages are remembered in the only file that is no lock. */
    private int onDisk() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            Optional<Path> file =
                    files.filter(path -> !path.toString().endsWith(".lock")).findFirst();
            return file.isEmpty()
                    ? 0
                    : SlotFormat.read(Files.readAllBytes(file.get()))
                            .map(slots -> slots.used().size())
                            .orElse(0);
        }
    }

    private Map<Integer, RunningServer> start(List<Integer> ports, String order) throws Exception {
        Map<Integer, RunningServer> servers = new LinkedHashMap<>();
        for (String number : order.split(" ", -1)) {
            int i = Integer.parseInt(number);
            RunningServer server = new RunningServer(FakeSecurity.none(), new SmtpResourceAdapter(), ports.get(i));
            server.adapter.setStateDirectory(state.toString());
            servers.put(i, server.start());
        }
        return servers;
    }

    private void vanishAfter(RunningServer server, String content) throws IOException {
        int before = log.lines("POSTERN-2001").size();
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send(content + ".\r\n");
            await().until(() -> log.lines("POSTERN-2001").size() == before + 1);
            peer.reset();
        }
    }

    private static List<SlotFormat.Entry> used(FakeDisk where) {
        List<SlotFormat.Entry> all = new ArrayList<>();
        where.files
                .values()
                .forEach(octets ->
                        all.addAll(SlotFormat.read(octets).orElseThrow().used().values()));
        return all;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
