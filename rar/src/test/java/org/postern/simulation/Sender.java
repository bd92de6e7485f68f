package org.postern.simulation;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A mail server that keeps each message until it hears what became of it, and tries again as long as it does not: on good
 * connections and on bad ones, in all the ways in which content can be sent.
 */
final class Sender {
    private enum Break {
        AFTER_RECIPIENTS,
        IN_CONTENT,
        AFTER_CONTENT,
        BEFORE_READING,
        AFTER_READING
    }

    private enum Ending {
        RESET,
        CLOSE,
        VANISH,
        HALF_CLOSE
    }

    private final World world;
    private final Faults faults;
    private final Ledger ledger;
    private final Machine machine;
    private final InetSocketAddress server;
    private final String scheme;
    private final List<Letter> letters = new ArrayList<>();
    private long commands;

    Sender(World world, Faults faults, Ledger ledger, Machine machine, InetSocketAddress server, String scheme) {
        this.world = world;
        this.faults = faults;
        this.ledger = ledger;
        this.machine = machine;
        this.server = server;
        this.scheme = scheme;
    }

    void add(Letter letter) {
        letters.add(letter);
    }

    long commands() {
        return commands;
    }

    Machine machine() {
        return machine;
    }

    /** Until all are gone. */
    void run() {
        for (Letter letter : letters) {
            world.self().sleep(world.mostly(Duration.ofSeconds(5), Duration.ofMinutes(3)));
            while (!letter.isOver()) {
                machine.connect(server).ifPresent(client -> attempt(letter, client));
                if (!letter.isOver()) {
                    world.self().sleep(world.mostly(Duration.ofSeconds(20), Duration.ofMinutes(5)));
                }
            }
        }
    }

    private void attempt(Letter letter, SimClient client) {
        Optional<Break> plan = world.chance(faults.brokenConnection)
                ? Optional.of(world.oneOf(List.of(Break.values())))
                : Optional.empty();
        if (!begins(client)) {
            return;
        }
        List<String> envelope = new ArrayList<>();
        envelope.add("MAIL FROM:<" + letter.from() + ">");
        List<String> recipients = letter.recipients();
        recipients.forEach(recipient -> envelope.add("RCPT TO:<" + recipient + ">"));
        List<String> replies = exchange(client, envelope, world.chance(0.6));
        if (replies.size() < envelope.size() || !replies.stream().allMatch(reply -> reply.startsWith("250"))) {
            expectNoFalseRefusal(letter, replies);
            quit(client);
            return;
        }
        if (plan.filter(Break.AFTER_RECIPIENTS::equals).isPresent()) {
            leave(client);
            return;
        }
        boolean pipelinedQuit = world.chance(0.1);
        int awaited = world.chance(0.5)
                ? data(letter, client, plan, pipelinedQuit)
                : chunks(letter, client, plan, pipelinedQuit);
        if (awaited > 0) {
            outcome(letter, client, plan, awaited, pipelinedQuit);
        }
    }

    private boolean begins(SimClient client) {
        Optional<String> greeting = client.reply();
        if (greeting.isEmpty() || !greeting.get().startsWith("220")) {
            client.close();
            return false;
        }
        Optional<String> hello = hello(client);
        if (hello.isEmpty()) {
            client.close();
            return false;
        }
        if (scheme.equals("submission") && !authenticates(client, hello.get())) {
            quit(client);
            return false;
        }
        return true;
    }

    private Optional<String> hello(SimClient client) {
        String verb = isLmtp() ? "LHLO" : "EHLO";
        return exchange(client, List.of(verb + " client.example.org"), false).stream()
                .filter(reply -> reply.startsWith("250"))
                .findFirst();
    }

    /** In TLS, with its own password or now and then with a wrong one. */
    private boolean authenticates(SimClient client, String hello) {
        if (!hello.contains("STARTTLS")
                || !exchange(client, List.of("STARTTLS"), false).toString().contains("220")
                || !client.startTls()
                || !hello(client).filter(reply -> reply.contains("AUTH")).isPresent()) {
            return false;
        }
        boolean wrong = !faults.areOver() && world.chance(0.1);
        String response = "\0" + machine.ip() + "\0" + (wrong ? "wrong" : SimWorkManager.PASSWORD);
        String encoded = Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.US_ASCII));
        List<String> replies = exchange(client, List.of("AUTH PLAIN " + encoded), false);
        boolean isIn = replies.stream().anyMatch(reply -> reply.startsWith("235"));
        if (wrong ? isIn : replies.stream().anyMatch(reply -> reply.startsWith("5"))) {
            world.violated("to a " + (wrong ? "wrong" : "right") + " password: " + replies);
        }
        return isIn;
    }

    private boolean isLmtp() {
        return scheme.equals("lmtp");
    }

    /** Sends the content behind DATA. Tells how many replies are waited for; none if the attempt is over. */
    private int data(Letter letter, SimClient client, Optional<Break> plan, boolean pipelinedQuit) {
        List<String> go = exchange(client, List.of("DATA"), false);
        if (go.isEmpty() || !go.get(0).startsWith("354")) {
            if (!go.isEmpty()) {
                unexpected("DATA", go.get(0));
            }
            quit(client);
            return 0;
        }
        String stuffed = letter.content().replace("\r\n.", "\r\n..") + ".\r\n";
        if (plan.filter(Break.IN_CONTENT::equals).isPresent()) {
            client.send(stuffed.substring(0, world.between(0, stuffed.length())));
            leave(client);
            return 0;
        }
        letter.goesOn(client.link());
        client.send(stuffed + (pipelinedQuit ? "QUIT\r\n" : ""));
        commands++;
        return isLmtp() ? letter.recipients().size() : 1;
    }

    /** The same in chunks: each has a reply of its own. */
    private int chunks(Letter letter, SimClient client, Optional<Break> plan, boolean pipelinedQuit) {
        String content = letter.content();
        int size = world.chance(0.3) ? world.between(1, 40) : world.between(500, 100_000);
        List<String> all = new ArrayList<>();
        for (int from = 0; from < content.length() && all.size() < 200; ) {
            int length = all.size() == 199 ? content.length() - from : Math.min(size, content.length() - from);
            boolean last = from + length == content.length();
            boolean emptyLast = last && world.chance(0.1);
            all.add("BDAT " + length + (last && !emptyLast ? " LAST" : "") + "\r\n"
                    + content.substring(from, from + length));
            if (emptyLast) {
                all.add("BDAT 0 LAST\r\n");
            }
            from += length;
        }
        boolean pipelined = world.chance(0.6);
        for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            if (plan.filter(Break.IN_CONTENT::equals).isPresent() && (last || world.chance(0.3))) {
                client.send(all.get(i).substring(0, world.between(0, all.get(i).length())));
                leave(client);
                return 0;
            }
            if (last) {
                letter.goesOn(client.link());
            }
            client.send(all.get(i) + (last && pipelinedQuit ? "QUIT\r\n" : ""));
            commands++;
            if (!last && !pipelined && !answersChunks(client, 1)) {
                quit(client);
                return 0;
            }
        }
        if (pipelined && !answersChunks(client, all.size() - 1)) {
            quit(client);
            return 0;
        }
        return isLmtp() ? letter.recipients().size() : 1;
    }

    /** All but the last chunk are simply received, or the message is refused for now. */
    private boolean answersChunks(SimClient client, int count) {
        List<String> replies = client.replies(count);
        if (replies.size() == count && replies.stream().allMatch(reply -> reply.startsWith("250"))) {
            return true;
        }
        for (String reply : replies) {
            if (!reply.startsWith("250") && !reply.startsWith("4") && !reply.startsWith("503")) {
                unexpected("BDAT", reply);
            }
        }
        return false;
    }

    private void outcome(Letter letter, SimClient client, Optional<Break> plan, int awaited, boolean pipelinedQuit) {
        if (plan.filter(Break.AFTER_CONTENT::equals).isPresent()) {
            world.self().sleep(world.mostly(Duration.ofMillis(5), Duration.ofSeconds(30)));
            Ending ending = anyEnding();
            end(client, ending);
            if (ending != Ending.HALF_CLOSE) {
                return;
            }
        }
        if (plan.filter(Break.BEFORE_READING::equals).isPresent()) {
            client.awaitReadable(Duration.ofMinutes(20));
            world.self().sleep(world.mostly(Duration.ofMillis(5), Duration.ofSeconds(400)));
            client.reset();
            return;
        }
        List<String> replies = client.replies(awaited);
        if (plan.filter(Break.AFTER_READING::equals).isPresent()) {
            // It has read the reply, and crashes before it has noted that: nobody can tell from outside. Now and then
            // it stays
            // until the server says goodbye, and is gone when that arrives.
            Duration usual = Duration.ofMillis(world.chance(0.5) ? 5 : 120_000);
            world.self().sleep(world.mostly(usual, Duration.ofSeconds(400)));
            client.reset();
            return;
        }
        if (replies.size() == awaited) {
            conclude(letter, replies);
        }
        if (pipelinedQuit && !client.isBroken()) {
            client.reply();
            client.close();
        } else if (world.chance(0.2)) {
            world.self().sleep(world.mostly(Duration.ofSeconds(1), Duration.ofSeconds(400)));
            leave(client);
        } else {
            quit(client);
        }
    }

    /** A sender knows which of its recipients a reply is for in LMTP only. */
    private void conclude(Letter letter, List<String> replies) {
        if (isLmtp()) {
            letter.byMail(letter.recipients(), replies).forEach((mail, own) -> conclude(List.of(mail), own));
        } else {
            List<Mail> mails = letter.recipients().stream()
                    .map(letter.mails()::get)
                    .distinct()
                    .toList();
            conclude(mails, replies);
        }
    }

    private void conclude(List<Mail> mails, List<String> replies) {
        if (replies.stream().allMatch(reply -> reply.startsWith("250"))) {
            mails.forEach(ledger::told);
        } else if (replies.stream().allMatch(reply -> reply.startsWith("5"))) {
            if (!replies.get(0).startsWith("550 5.6.0")) {
                unexpected("the content", replies.get(0));
            }
            ledger.refused(mails, replies.get(0));
        } else if (replies.stream().noneMatch(reply -> reply.startsWith("4"))) {
            unexpected("the content", replies.toString());
        }
    }

    /** Sends commands, together or one after the other, and reads as many replies, unless the connection ends. */
    private List<String> exchange(SimClient client, List<String> lines, boolean together) {
        commands += lines.size();
        if (together) {
            client.send(String.join("\r\n", lines) + "\r\n");
            return client.replies(lines.size());
        }
        List<String> replies = new ArrayList<>();
        for (String line : lines) {
            client.send(line + "\r\n");
            List<String> one = client.replies(1);
            if (one.isEmpty() || SimClient.isFarewell(one.get(0))) {
                return replies;
            }
            replies.addAll(one);
        }
        return replies;
    }

    private void expectNoFalseRefusal(Letter letter, List<String> replies) {
        for (String reply : replies) {
            if (reply.startsWith("5")) {
                unexpected("the envelope of " + letter, reply);
            }
        }
    }

    private void unexpected(String what, String reply) {
        if (!reply.startsWith("4")) {
            world.violated("to " + what + ": " + reply);
        }
    }

    private void quit(SimClient client) {
        if (!client.isBroken()) {
            client.send("QUIT\r\n");
            commands++;
            client.reply();
            client.close();
        }
    }

    /** Ends the connection somehow; who has only ended his direction reads what still comes. */
    private void leave(SimClient client) {
        end(client, anyEnding());
        while (!client.isBroken()) {
            client.reply();
        }
        client.close();
    }

    private Ending anyEnding() {
        return world.oneOf(List.of(Ending.values()));
    }

    private void end(SimClient client, Ending ending) {
        faults.count("connection " + ending);
        world.tell(machine.ip() + " ends with " + ending);
        switch (ending) {
            case RESET -> client.reset();
            case CLOSE -> client.close();
            case VANISH -> client.vanish();
            case HALF_CLOSE -> client.endOutput();
        }
    }
}
