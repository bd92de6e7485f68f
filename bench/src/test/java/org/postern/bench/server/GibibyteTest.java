package org.postern.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.bench.load.Clients;
import org.postern.bench.load.ClosedLoop;
import org.postern.bench.load.Counts;
import org.postern.bench.load.Scenario;
import org.postern.bench.load.Scenario.Manner;
import org.postern.bench.load.Scenario.Message;
import org.postern.bench.load.Scenario.Tls;

/** A message of 1 GiB, for a server that has little memory. It takes that much room in the directory for temporary files. */
class GibibyteTest {
    private static final int GIBIBYTE = 1 << 30;

    /** Of which the engine has some eighteen when there is no message. */
    private static final String HEAP = "-Xmx72m";

    /** What the process may grow by, in the heap and outside of it, from its first small message on. */
    private static final long GROWTH_KIB = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private Clients clients;
    private RunningServer engine;

    @BeforeEach
    void start() throws Exception {
        clients = new Clients();
        engine = RunningServer.start(
                new Engine("small", "engine", System.getProperty("java.class.path"), List.of(HEAP), Map.of()),
                new Workplace(directory, directory, TestCertificate.in(directory)),
                Map.of());
    }

    @AfterEach
    void stop() {
        engine.close();
        clients.close();
    }

    @ParameterizedTest
    @CsvSource({"IN_TURN, NONE", "PIPELINED, NONE", "CHUNKED, NONE", "IN_TURN, FULL", "CHUNKED, FULL"})
    void isTakenByAServerWithLittleMemory(Manner manner, Tls tls) throws Exception {
        send(new Scenario("small", "a small message", manner, tls, 1, 1, new Message(4096, 1)));
        long before = largestKib();

        Counts sent = send(new Scenario("large", "a large message", manner, tls, 1, 1, new Message(GIBIBYTE, 1)));

        assertThat(sent.octets()).isBetween((long) GIBIBYTE, (long) GIBIBYTE + 3);
        assertThat(largestKib() - before).as("KiB that the process grew by").isLessThan(GROWTH_KIB);
    }

    /** One message, until it is accepted. */
    private Counts send(Scenario scenario) throws InterruptedException {
        ClosedLoop load = new ClosedLoop(clients, engine.port(), scenario);
        load.start();
        load.stop(PATIENCE);
        Counts counts = load.counts();
        assertThat(counts.lastError()).isEmpty();
        assertThat(counts.messages()).isEqualTo(1);
        return counts;
    }

    /** The most that it ever had. */
    private long largestKib() throws Exception {
        return Files.readAllLines(Path.of("/proc", String.valueOf(engine.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
