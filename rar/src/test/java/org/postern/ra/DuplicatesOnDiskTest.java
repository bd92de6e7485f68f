package org.postern.ra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.FreePort;
import org.postern.net.Peer;

/** What the next server knows of duplicates. */
class DuplicatesOnDiskTest extends DuplicatesOnDiskSetUp {
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
}
