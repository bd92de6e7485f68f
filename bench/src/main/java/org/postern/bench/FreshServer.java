package org.postern.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.postern.bench.load.Clients;
import org.postern.bench.load.ClosedLoop;
import org.postern.bench.load.Counts;
import org.postern.bench.load.Crowd;
import org.postern.bench.load.Latencies;
import org.postern.bench.load.OpenLoop;
import org.postern.bench.load.Scenario;
import org.postern.bench.machine.Proc;
import org.postern.bench.report.Sample;
import org.postern.bench.server.RunningServer;

/** Measures what only a server shows that was just started: how it begins, and what idle connections take of its memory. */
final class FreshServer {
    /** The first thousand messages, as often as what later ones cost. */
    static final String COLD = "cold";

    /** KiB of an idle connection, and the latencies of messages meanwhile. */
    static final String IDLE = "idle";

    /** What can be asked for. */
    static final Set<String> SCENARIOS = Set.of(COLD, IDLE);

    /** KiB of an idle connection after STARTTLS. */
    static final String IDLE_TLS = "idle-tls";

    /** Milliseconds within which 99 of 100 messages are accepted. */
    static final String P99 = "p99";

    /** The same of 999 of 1,000. */
    static final String P999 = "p99.9";

    private static final int FIRST = 1000;
    private static final int RATE = 500;
    private static final double WARM_SECONDS = 3;
    private static final double LATER_SECONDS = 8;
    private static final long LOOK_MILLIS = 2;
    private static final long SETTLE_MILLIS = 1000;

    private final Clients clients;
    private final Window window;
    private final double seconds;
    private final Consumer<Sample> samples;

    FreshServer(Clients clients, double seconds, Consumer<Sample> samples) {
        this.clients = clients;
        this.window = new Window(clients);
        this.seconds = seconds;
        this.samples = samples;
    }

    /** How often as much the first messages cost as later ones. */
    void cold(RunningServer server, Scenario scenario, int round) throws InterruptedException {
        long cpu = Proc.cpuMicros(server.pid());
        ClosedLoop load = new ClosedLoop(clients, server.port(), scenario);
        load.start();
        Counts counts = load.counts();
        while (counts.messages() < FIRST && counts.errors() < FIRST) {
            Thread.sleep(LOOK_MILLIS);
            counts = load.counts();
        }
        double first = (double) (Proc.cpuMicros(server.pid()) - cpu) / counts.messages();
        load.stop();
        window.warm(server, scenario, LATER_SECONDS);
        Sample later = window.measure(server, scenario, round, seconds);
        samples.accept(new Sample(
                server.server().id(), COLD, round, first / later.value(), counts.errors(), later.otherCores()));
    }

    /**
     * What an idle connection takes of memory; where it is plain also how soon messages are accepted beside all of them. Of two halves
     * the second counts: with the first a JVM goes on to compile, and to take what it keeps for any number of them.
     */
    void idle(RunningServer server, Scenario scenario, int count, int round) throws IOException, InterruptedException {
        boolean plain = scenario.tls() == Scenario.Tls.NONE;
        window.warm(server, scenario, WARM_SECONDS);
        Crowd crowd = new Crowd(clients, server.port(), scenario);
        try {
            crowd.open(count / 2);
            int half = crowd.size();
            long before = memory(server);
            crowd.open(count - count / 2);
            int idle = crowd.size();
            double kib = (double) (memory(server) - before) / Math.max(1, idle - half);
            String id = plain ? IDLE : IDLE_TLS;
            samples.accept(new Sample(server.server().id(), id, round, kib, count - idle, 0));
            if (plain) {
                latencies(server, scenario, round);
            }
        } finally {
            crowd.disperse();
        }
    }

    private void latencies(RunningServer server, Scenario scenario, int round) throws InterruptedException {
        OpenLoop load = new OpenLoop(clients, server.port(), scenario, RATE);
        Latencies latencies = load.run(WARM_SECONDS, Math.max(WARM_SECONDS, seconds));
        List<Sample> found = new ArrayList<>();
        long errors = load.counts().errors();
        found.add(new Sample(server.server().id(), P99, round, latencies.percentile(0.99), errors, 0));
        found.add(new Sample(server.server().id(), P999, round, latencies.percentile(0.999), errors, 0));
        found.forEach(samples);
    }

    private static long memory(RunningServer server) throws IOException, InterruptedException {
        server.collectGarbage();
        Thread.sleep(SETTLE_MILLIS);
        return Proc.memoryKib(server.pid());
    }
}
