package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.Peer;

/** Duplicates, and a disk that hangs or fails. */
class DuplicatesOnFailingDiskTest extends DuplicatesOnDiskSetUp {
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
}
