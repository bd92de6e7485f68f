package org.postern.bench.load;

import java.util.ArrayList;
import java.util.List;

/** Connections that say EHLO, after STARTTLS or without, and then nothing. Opened and closed by one thread. */
public final class Crowd {
    /** So many begin at a time: no server's queue of connections overflows. */
    private static final int AT_A_TIME = 100;

    private static final long LOOK_MILLIS = 5;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Clients clients;
    private final int port;
    private final ClientConversation.Plan plan;
    private final Tally tally = new Tally();
    private final List<ClientConversation> idle = new ArrayList<>();
    private int beginning;
    private boolean closing;

    /** Connects none yet. */
    public Crowd(Clients clients, int port, Scenario scenario) {
        this.clients = clients;
        this.port = port;
        this.plan = ClientConversation.Plan.of(scenario);
    }

    /** Opens that many connections, and waits until all of them are idle, or as many as the server takes. */
    public void open(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        int begun = 0;
        while (begun < count && System.nanoTime() < end) {
            int more = Math.min(count - begun, AT_A_TIME - clients.call(() -> beginning));
            clients.call(() -> {
                for (int i = 0; i < more; i++) {
                    connect();
                }
                return beginning;
            });
            begun += more;
            Thread.sleep(LOOK_MILLIS);
        }
        while (clients.call(() -> beginning) > 0 && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** How many are idle now. */
    public int size() throws InterruptedException {
        return clients.call(idle::size);
    }

    /** What was counted until now. */
    public Counts counts() throws InterruptedException {
        return clients.call(tally::counts);
    }

    private void connect() {
        beginning++;
        ClientConversation conversation = new ClientConversation(
                plan, tally, clients.tls().session(plan.scenario().tls(), "crowd", 1), new Member(), 0, true);
        clients.connect(port, conversation);
    }

    /** Closes all connections. */
    public void disperse() throws InterruptedException {
        clients.call(() -> {
            closing = true;
            List.copyOf(idle).forEach(ClientConversation::close);
            return idle.size();
        });
    }

    private final class Member implements ClientConversation.Owner {
        private boolean isIdle;

        @Override
        public boolean wantsMore() {
            return false;
        }

        @Override
        public void idle(ClientConversation conversation) {
            isIdle = true;
            beginning--;
            idle.add(conversation);
        }

        @Override
        public void ended(ClientConversation conversation) {
            if (!isIdle) {
                beginning--;
            } else if (!closing) {
                idle.remove(conversation);
            }
        }
    }
}
