package org.postern.it;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends mail in every way that there is, right and wrong ones, until it is told to stop. It knows what it was told about each
 * message.
 */
final class ChaoticSender implements Callable<Map<String, ChaoticSender.Heard>> {
    /** What a sender heard of a message. */
    enum Heard {
        /** It has not been sent to its end. */
        NOTHING_SENT,
        ACCEPTED,
        REFUSED,
        /** It was sent, and no reply came. */
        NO_REPLY
    }

    /** How the id of a message ends that two beans get; all others are for one. */
    static final String ORDER = ".order@example.org>";

    private static final String OTHER = ".mail@example.org>";

    private static final int LONGEST_GARBAGE = 5_000;

    private final String name;
    private final int port;
    private final Random random;
    private final Map<String, Heard> messages = new TreeMap<>();
    private volatile boolean enough;
    private final AtomicLong connections = new AtomicLong();

    ChaoticSender(String name, int port, long seed) {
        this.name = name;
        this.port = port;
        this.random = new Random(seed);
    }

    /** After the present connection. */
    void stop() {
        enough = true;
    }

    long connections() {
        return connections.get();
    }

    @Override
    public Map<String, Heard> call() throws IOException {
        while (!enough) {
            try (SmtpClient client = SmtpClient.open("127.0.0.1", port)) {
                connections.incrementAndGet();
                if (client.reply().startsWith("220 ")) {
                    talk(client);
                }
            } catch (SocketTimeoutException e) {
                throw new IllegalStateException(name + " got no reply, connection " + connections.get(), e);
            } catch (IOException e) {
                // The address or the connection is gone, which is what this is about.
            }
        }
        return messages;
    }

    private void talk(SmtpClient client) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> garbage(client);
            case 1 -> halfClosed(client);
            case 2, 3 -> broken(client);
            default -> orderly(client);
        }
    }

    /** One or several messages, with or without TLS, in pieces or at once. */
    private void orderly(SmtpClient client) throws IOException {
        greet(client);
        for (int i = random.nextInt(4); i >= 0; i--) {
            message(client);
        }
        if (random.nextBoolean()) {
            ask(client, "QUIT");
        }
    }

    private void greet(SmtpClient client) throws IOException {
        String offered = ask(client, "EHLO client.example.org");
        if (offered.contains("STARTTLS") && random.nextInt(3) == 0) {
            if (ask(client, "STARTTLS").startsWith("220")) {
                client.handshake();
                ask(client, "EHLO client.example.org");
            }
        }
    }

    /** As many replies as commands, in the order of the commands. */
    private void message(SmtpClient client) throws IOException {
        String id = nextId();
        String content = "From: Joe <joe@example.org>\r\nMessage-ID: " + id + "\r\n\r\nteapot: "
                + (1 + random.nextInt(9)) + "\r\n";
        messages.put(id, Heard.NOTHING_SENT);
        boolean chunks = random.nextInt(3) == 0;
        List<String> commands = new ArrayList<>(List.of("MAIL FROM:<joe@example.org>"));
        for (int i = random.nextInt(20); i > 0; i--) {
            commands.add(random.nextBoolean() ? "NOOP" : "VRFY joe");
        }
        commands.add("RCPT TO:" + recipient(id));
        if (!chunks) {
            commands.add("DATA");
        }
        String last = "";
        for (String reply : group(client, commands)) {
            last = reply;
        }
        if (last.startsWith("354 ") || (chunks && last.startsWith("250 "))) {
            messages.put(id, Heard.NO_REPLY);
            String reply = chunks ? chunks(client, content) : data(client, content);
            messages.put(id, reply.startsWith("250 ") ? Heard.ACCEPTED : Heard.REFUSED);
        } else {
            ask(client, "RSET");
        }
    }

    private String nextId() {
        return "<" + name + "." + messages.size() + (random.nextBoolean() ? ORDER : OTHER);
    }

    private static String recipient(String id) {
        return id.endsWith(ORDER) ? "<orders@shop.example.com>" : "<anybody@example.com>";
    }

    private List<String> group(SmtpClient client, List<String> commands) throws IOException {
        List<String> replies = new ArrayList<>();
        if (random.nextBoolean()) {
            pieces(client, String.join("\r\n", commands) + "\r\n");
            for (int i = 0; i < commands.size(); i++) {
                replies.add(client.reply());
            }
        } else {
            for (String command : commands) {
                replies.add(ask(client, command));
            }
        }
        return replies;
    }

    private String data(SmtpClient client, String content) throws IOException {
        pieces(client, content + ".\r\n");
        return client.reply();
    }

    private String chunks(SmtpClient client, String content) throws IOException {
        int begin = 0;
        while (true) {
            int end = Math.min(content.length(), begin + 1 + random.nextInt(content.length()));
            boolean last = end == content.length();
            pieces(client, "BDAT " + (end - begin) + (last ? " LAST" : "") + "\r\n" + content.substring(begin, end));
            String reply = client.reply();
            if (last || !reply.startsWith("250 ")) {
                return reply;
            }
            begin = end;
        }
    }

    /** Everything at once, and the end of the output behind it. */
    private void halfClosed(SmtpClient client) throws IOException {
        String id = nextId();
        String content = "From: Joe <joe@example.org>\r\nMessage-ID: " + id + "\r\n\r\nteapot: 1\r\n";
        messages.put(id, Heard.NO_REPLY);
        client.sendOctets(("EHLO client.example.org\r\nMAIL FROM:<joe@example.org>\r\nRCPT TO:" + recipient(id)
                        + "\r\nBDAT " + content.length()
                        + " LAST\r\n" + content)
                .getBytes(StandardCharsets.US_ASCII));
        client.endOutput();
        String reply = "";
        for (int i = 0; i < 4; i++) {
            reply = client.reply();
        }
        messages.put(id, reply.startsWith("250 ") ? Heard.ACCEPTED : Heard.REFUSED);
    }

    /** Any beginning of a conversation, and then a reset, in the middle of whatever there is. */
    private void broken(SmtpClient client) throws IOException {
        String id = nextId();
        String all = "EHLO client.example.org\r\nMAIL FROM:<joe@example.org>\r\nRCPT TO:" + recipient(id)
                + "\r\nDATA\r\nMessage-ID: " + id + "\r\nFrom: Joe <joe@example.org>\r\n\r\nteapot: 1\r\n.\r\n";
        int length = random.nextInt(all.length() + 1);
        messages.put(id, length == all.length() ? Heard.NO_REPLY : Heard.NOTHING_SENT);
        String sent = all.substring(0, length);
        pieces(client, sent);
        for (int i = random.nextInt(due(sent) + 1); i > 0; i--) {
            client.reply();
        }
        client.reset();
    }

    /** How many replies a server owes to that beginning, however it answers: one for each line up to DATA. */
    private static int due(String sent) {
        int lines = 0;
        for (int end = sent.indexOf("\r\n"); end >= 0; end = sent.indexOf("\r\n", end + 1)) {
            lines++;
        }
        return Math.min(lines, 4);
    }

    /** Octets that mean nothing, or something else. */
    private void garbage(SmtpClient client) throws IOException {
        byte[] octets = new byte[random.nextInt(LONGEST_GARBAGE)];
        random.nextBytes(octets);
        if (random.nextBoolean()) {
            client.sendOctets("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        client.sendOctets(octets);
        if (random.nextBoolean()) {
            client.reset();
        } else {
            client.endOutput();
            client.expectNoPromise();
        }
    }

    private void pieces(SmtpClient client, String text) throws IOException {
        for (int begin = 0; begin < text.length(); ) {
            int end = random.nextBoolean() ? text.length() : Math.min(text.length(), begin + 1 + random.nextInt(40));
            client.sendOctets(text.substring(begin, end).getBytes(StandardCharsets.US_ASCII));
            begin = end;
        }
    }

    private static String ask(SmtpClient client, String command) throws IOException {
        client.send(command);
        return client.reply();
    }
}
