package org.postern.bench.load;

import java.time.Duration;

/**
 * A number of clients, each of which begins again as soon as it has ended: as many messages as the server takes. Begun and
 * stopped by one thread.
 */
public final class ClosedLoop {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clients clients;
    private final int port;
    private final ClientConversation.Plan plan;
    private final Tally tally = new Tally();
    private boolean running;
    private int open;

    /** Prepares the clients, and connects none yet. */
    public ClosedLoop(Clients clients, int port, Scenario scenario) {
        this.clients = clients;
        this.port = port;
        this.plan = ClientConversation.Plan.of(scenario);
    }

    /** Connects all clients of the scenario. */
    public void start() throws InterruptedException {
        clients.call(() -> {
            running = true;
            for (int i = 0; i < plan.scenario().connections(); i++) {
                connect(i);
            }
            return open;
        });
    }

    /** From now on latencies are kept. */
    public Counts beginTiming() throws InterruptedException {
        return clients.call(() -> {
            tally.beginTiming();
            return tally.counts();
        });
    }

    /** What was counted until now. */
    public Counts counts() throws InterruptedException {
        return clients.call(tally::counts);
    }

    public Latencies latencies() throws InterruptedException {
        return clients.call(tally::latencies);
    }

    /** Lets each client end the message that it is at, and waits for that, but not for long. */
    public void stop() throws InterruptedException {
        stop(PATIENCE);
    }

    /** The same, and waits so long. */
    public void stop(Duration patience) throws InterruptedException {
        clients.call(() -> running = false);
        clients.await(() -> open == 0, patience);
    }

    private void connect(int slot) {
        open++;
        TlsClients.Session session = clients.tls().session(plan.scenario().tls(), "port-" + port, slot + 1);
        ClientConversation conversation = new ClientConversation(plan, tally, session, new Slot(slot), 0, false);
        clients.connect(port, conversation);
    }

    private final class Slot implements ClientConversation.Owner {
        private final int number;

        Slot(int number) {
            this.number = number;
        }

        @Override
        public boolean wantsMore() {
            return running;
        }

        @Override
        public void ended(ClientConversation conversation) {
            open--;
            if (!running) {
                return;
            }
            if (conversation.hasFailed()) {
                clients.after(PAUSE_AFTER_FAILURE, this::again);
            } else {
                connect(number);
            }
        }

        private void again() {
            if (running) {
                connect(number);
            }
        }
    }
}
