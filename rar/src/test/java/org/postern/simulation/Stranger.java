package org.postern.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who connects for no good reason: probes addresses, holds memory, does not read, says nonsense, or nothing. */
final class Stranger {
    private enum Habit {
        PROBE,
        HOARD,
        DEAF,
        NONSENSE,
        SILENT,
        SLOW,
        TLS_AND_NONSENSE
    }

    private final World world;
    private final Faults faults;
    private final Machine machine;
    private final InetSocketAddress server;
    private final List<String> domains;
    private final Hoards hoards;
    private long commands;

    Stranger(
            World world,
            Faults faults,
            Machine machine,
            InetSocketAddress server,
            List<String> domains,
            Hoards hoards) {
        this.world = world;
        this.faults = faults;
        this.machine = machine;
        this.server = server;
        this.domains = domains;
        this.hoards = hoards;
    }

    long commands() {
        return commands;
    }

    /** So many visits. */
    void run(int visits) {
        for (int i = 0; i < visits; i++) {
            world.self().sleep(world.mostly(Duration.ofSeconds(20), Duration.ofMinutes(2)));
            machine.connect(server).ifPresent(this::visit);
        }
    }

    private void visit(SimClient client) {
        Habit habit = world.oneOf(List.of(Habit.values()));
        faults.count("stranger " + habit);
        Optional<String> greeting =
                habit == Habit.SILENT || habit == Habit.NONSENSE ? Optional.of("220") : client.reply();
        if (greeting.isPresent() && greeting.get().startsWith("220")) {
            switch (habit) {
                case PROBE -> probe(client);
                case HOARD -> hoard(client);
                case DEAF -> deaf(client);
                case NONSENSE -> nonsense(client);
                case SILENT -> client.awaitReadable(Duration.ofMinutes(1));
                case SLOW -> slow(client);
                case TLS_AND_NONSENSE -> {
                    client.send("EHLO x\r\nSTARTTLS\r\n");
                    client.replies(2);
                    nonsense(client);
                }
            }
        }
        leave(client);
    }

    /** MAIL and any number of recipients in one packet: one reply for each, whatever their lengths add up to. */
    private void probe(SimClient client) {
        client.send("EHLO prober.example.net\r\n");
        if (client.replies(1).stream().noneMatch(reply -> reply.startsWith("250"))) {
            return;
        }
        List<Boolean> known = new ArrayList<>();
        StringBuilder packet = new StringBuilder("MAIL FROM:<prober@example.net>\r\n");
        int count = world.chance(0.9) ? world.between(1, 40) : world.between(1, 600);
        String domain = world.oneOf(domains);
        for (int i = 0; i < count; i++) {
            boolean exists = world.chance(0.7);
            String local = i + "x".repeat(world.between(0, 60 - 3));
            packet.append("RCPT TO:<")
                    .append(local)
                    .append(exists ? "@" + domain : "@nowhere.example")
                    .append(">\r\n");
            known.add(exists);
        }
        client.send(packet.toString());
        commands += count + 2;
        List<String> replies = client.replies(count + 1);
        for (int i = 1; i < replies.size(); i++) {
            String reply = replies.get(i);
            if (reply.startsWith("4")) {
                continue; // For now: the container is slow, or the application away.
            }
            if (known.get(i - 1) != reply.startsWith("250")) {
                world.violated("recipient " + i + " of " + count
                        + (known.get(i - 1) ? " exists: " : " does not exist: ") + reply);
            }
        }
        if (replies.size() < count + 1
                && !client.isBroken()
                && (replies.isEmpty() || !SimClient.isFarewell(replies.get(replies.size() - 1)))) {
            world.violated(replies.size() + " replies to " + (count + 1) + " commands");
        }
    }

    /** Holds as large an envelope as it may. */
    private void hoard(SimClient client) {
        client.send("EHLO hoarder.example.net\r\nMAIL FROM:<hoarder@example.net>\r\n");
        if (client.replies(2).size() < 2) {
            return;
        }
        String domain = world.oneOf(domains);
        int count = world.chance(0.8) ? world.between(50, 200) : world.between(50, 1_100);
        for (int i = 0; i < count && !client.isBroken(); i += 50) {
            StringBuilder packet = new StringBuilder();
            for (int j = i; j < i + 50; j++) {
                packet.append(
                        "RCPT TO:<" + j + "y".repeat(50) + "@" + domain + "> ORCPT=rfc822;" + "z".repeat(480) + "\r\n");
            }
            client.send(packet.toString());
            commands += 50;
            List<String> replies = client.replies(50);
            long taken =
                    replies.stream().filter(reply -> reply.startsWith("250")).count();
            hoards.grow(client.link(), taken * 530);
            if (replies.size() < 50 || replies.stream().anyMatch(reply -> reply.startsWith("452"))) {
                break;
            }
        }
        world.self().sleep(Duration.ofSeconds(world.between(1, 400)));
    }

    /** Asks and asks, and reads no answer. */
    private void deaf(SimClient client) {
        int count = world.between(100, 3_000);
        for (int i = 0; i < count && !client.isBroken(); i++) {
            byte[] noop = "NOOP\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            if (client.link().up().isRefused() || client.link().up().write(noop, 0, noop.length) < noop.length) {
                break;
            }
        }
        world.self().sleep(Duration.ofSeconds(world.between(1, 400)));
        client.reset();
    }

    private void nonsense(SimClient client) {
        StringBuilder text = new StringBuilder();
        int count = world.between(1, 5_000);
        String[] words = {
            "MAIL",
            "RCPT TO:",
            "<",
            ">",
            "\r\n",
            "\n",
            "\r",
            "BDAT 5",
            "DATA\r\n",
            ".\r\n",
            " ",
            "EHLO x\r\n",
            "\u0016\u0003",
            "\0"
        };
        for (int i = 0; i < count; i++) {
            text.append(world.chance(0.5) ? words[world.between(0, words.length)] : (char) world.between(0, 256));
        }
        client.send(text.toString());
    }

    /** A message that comes so slowly that it never ends. */
    private void slow(SimClient client) {
        client.send("EHLO slow.example.net\r\nMAIL FROM:<slow@example.net>\r\nRCPT TO:<a@" + world.oneOf(domains)
                + ">\r\nDATA\r\n");
        client.replies(4);
        for (int i = 0; i < 50 && !client.isBroken(); i++) {
            client.send("x");
            world.self().sleep(Duration.ofSeconds(world.between(1, 120)));
        }
    }

    private void leave(SimClient client) {
        switch (world.between(0, 4)) {
            case 0 -> client.reset();
            case 1 -> client.vanish();
            case 2 -> {
                client.endOutput();
                while (!client.isBroken()) {
                    client.reply();
                }
                client.close();
            }
            default -> client.close();
        }
    }
}
