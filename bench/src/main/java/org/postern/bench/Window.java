package org.postern.bench;

import org.postern.bench.load.Clients;
import org.postern.bench.load.ClosedLoop;
import org.postern.bench.load.Counts;
import org.postern.bench.load.Scenario;
import org.postern.bench.machine.Proc;
import org.postern.bench.report.Sample;
import org.postern.bench.server.RunningServer;

/** Measures one server in one scenario for a while. */
final class Window {
    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;
    private static final double MIB = 1024 * 1024;
    private static final double MICROS_OF_A_MILLI = 1000;
    private static final long SETTLE_MILLIS = 400;

    /** So that a large message which has been begun is not all there is. */
    private static final int LARGE_MESSAGES = 3;

    private static final long LOOK_MILLIS = 50;
    private static final double LONGEST_SECONDS = 60;

    private final Clients clients;

    Window(Clients clients) {
        this.clients = clients;
    }

    /** Lets it work and measures nothing: a JVM gets faster. */
    void warm(RunningServer server, Scenario scenario, double seconds) throws InterruptedException {
        ClosedLoop load = new ClosedLoop(clients, server.port(), scenario);
        load.start();
        pause(seconds);
        load.stop();
    }

    /** Microseconds of processor time a message, or milliseconds a MiB where messages are large. */
    Sample measure(RunningServer server, Scenario scenario, int round, double seconds) throws InterruptedException {
        ClosedLoop load = new ClosedLoop(clients, server.port(), scenario);
        load.start();
        Thread.sleep(SETTLE_MILLIS);
        long me = ProcessHandle.current().pid();
        long machine = Proc.machineMicros();
        long mine = Proc.cpuMicros(me);
        long cpu = Proc.cpuMicros(server.pid());
        Counts before = load.beginTiming();
        pause(seconds);
        awaitLarge(load, scenario, before);
        Counts counts = load.counts().since(before);
        double spent = Proc.cpuMicros(server.pid()) - cpu;
        double others = Proc.machineMicros() - machine - spent - (Proc.cpuMicros(me) - mine);
        load.stop();
        double cost =
                scenario.isLarge() ? spent / MICROS_OF_A_MILLI / (counts.octets() / MIB) : spent / counts.messages();
        if (counts.errors() > 0) {
            System.err.println(server.server().id() + " " + scenario.id() + ": " + counts.lastError());
        }
        return new Sample(
                server.server().id(),
                scenario.id(),
                round,
                cost,
                counts.errors(),
                Math.max(0, others / MICROS / (counts.nanos() / NANOS)));
    }

    private static void awaitLarge(ClosedLoop load, Scenario scenario, Counts before) throws InterruptedException {
        long end = System.nanoTime() + (long) (LONGEST_SECONDS * NANOS);
        while (scenario.isLarge()
                && load.counts().since(before).messages() < LARGE_MESSAGES
                && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static void pause(double seconds) throws InterruptedException {
        Thread.sleep((long) (seconds * 1000));
    }
}
