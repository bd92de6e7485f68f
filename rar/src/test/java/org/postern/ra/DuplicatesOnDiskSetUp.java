package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.Peer;
import org.postern.ra.duplicates.FakeDisk;
import org.postern.ra.duplicates.SlotFormat;

/** Servers one after the other, with a directory for what they remember. */
@Timeout(60)
abstract class DuplicatesOnDiskSetUp {
    static final String MESSAGE = "Subject: order\r\n\r\n1 x widget\r\n";

    @TempDir
    Path state;

    final LogLines log = new LogLines();
    final FakeDisk disk = new FakeDisk();
    final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        log.close();
    }

    static void end(RunningServer server, FakeBean bean, SmtpActivationSpec spec) {
        server.adapter.endpointDeactivation(bean, spec);
        server.close();
    }

    RunningServer next(int port) throws Exception {
        return new RunningServer(FakeSecurity.none(), RunningServer.on(disk).adapter, port).start();
    }

    /** How many messages are remembered in the only file that is no lock. */
    int onDisk() throws IOException {
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

    Map<Integer, RunningServer> start(List<Integer> ports, String order) throws Exception {
        Map<Integer, RunningServer> servers = new LinkedHashMap<>();
        for (String number : order.split(" ", -1)) {
            int i = Integer.parseInt(number);
            RunningServer server = new RunningServer(FakeSecurity.none(), new SmtpResourceAdapter(), ports.get(i));
            server.adapter.setStateDirectory(state.toString());
            servers.put(i, server.start());
        }
        return servers;
    }

    void vanishAfter(RunningServer server, String content) throws IOException {
        int before = log.lines("POSTERN-2001").size();
        try (Peer peer = Peer.greeted("127.0.0.1", server.port)) {
            peer.beginData();
            peer.send(content + ".\r\n");
            await().until(() -> log.lines("POSTERN-2001").size() == before + 1);
            peer.reset();
        }
    }

    static List<SlotFormat.Entry> used(FakeDisk where) {
        List<SlotFormat.Entry> all = new ArrayList<>();
        where.files
                .values()
                .forEach(octets ->
                        all.addAll(SlotFormat.read(octets).orElseThrow().used().values()));
        return all;
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
