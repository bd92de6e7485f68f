package org.postern.bench.load;

import java.time.Duration;

/**
 * So many messages a second, each on a connection of its own, whether the server keeps up or not. Latency is counted from the
 * moment when a message was meant to be sent: one that had to wait for others is as late as its sender finds it.
 */
public final class OpenLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long NANOS = 1_000_000_000L;

    private final Clients clients;
    private final int port;
    private final ClientConversation.Plan plan;
    private final Tally tally = new Tally();
    private final long gap;
    private long begun;
    private int open;

    /**
     * Begins with none.
     *
     * @param rate messages a second
     */
    public OpenLoop(Clients clients, int port, Scenario scenario, int rate) {
        this.clients = clients;
        this.port = port;
        this.plan = ClientConversation.Plan.of(scenario);
        this.gap = NANOS / rate;
    }

    /**
     * Sends for a while and waits for the last message.
     *
     * @param unmeasured seconds at the beginning, of which no latency is kept
     * @param measured seconds after them
     * @return how long each message took
     */
    public Latencies run(double unmeasured, double measured) throws InterruptedException {
        long start = System.nanoTime();
        long silent = (long) (unmeasured * NANOS / gap);
        long all = silent + (long) (measured * NANOS / gap);
        clients.call(() -> {
            send(start, silent, all);
            return begun;
        });
        Thread.sleep((long) ((unmeasured + measured) * 1000));
        clients.await(() -> open == 0 && begun == all, PATIENCE);
        return clients.call(tally::latencies);
    }

    /** What was counted until now. */
    public Counts counts() throws InterruptedException {
        return clients.call(tally::counts);
    }

    private void send(long start, long silent, long all) {
        long now = System.nanoTime();
        while (begun < all && start + begun * gap <= now) {
            if (begun == silent) {
                tally.beginTiming();
            }
            connect(start + begun * gap);
            begun++;
        }
        if (begun < all) {
            long wait = Math.max(0, start + begun * gap - System.nanoTime());
            clients.after(Duration.ofNanos(wait), () -> send(start, silent, all));
        }
    }

    private void connect(long intended) {
        open++;
        ClientConversation conversation = new ClientConversation(
                plan, tally, clients.tls().session(plan.scenario().tls(), "open", 1), new Once(), intended, false);
        clients.connect(port, conversation);
    }

    private final class Once implements ClientConversation.Owner {
        @Override
        public boolean wantsMore() {
            return false;
        }

        @Override
        public void ended(ClientConversation conversation) {
            open--;
        }
    }
}
