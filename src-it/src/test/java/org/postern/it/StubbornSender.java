package org.postern.it;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * Sends one message after the other, each of them until it hears 250, as mail servers do: it connects again when it cannot
 * connect, when it is sent away, and when the connection ends. Where STARTTLS is offered, every second connection uses it.
 */
final class StubbornSender implements Callable<Map<String, Integer>> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String EHLO = "EHLO client.example.org";

    private final String name;
    private final int port;
    private volatile boolean enough;
    private SmtpClient client;
    private boolean inClear;
    private boolean sent;

    StubbornSender(String name, int port) {
        this.name = name;
        this.port = port;
    }

    /** After the present message. */
    void stop() {
        enough = true;
    }

    /** Sends until it is stopped. Tells the recipients, and for each how often it could not know what became of it. */
    @Override
    public Map<String, Integer> call() throws IOException {
        Map<String, Integer> doubts = new TreeMap<>();
        for (int i = 0; !enough; i++) {
            String recipient = "return+" + name + "x" + i + "@example.com";
            doubts.put(recipient, 0);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(PAUSE)
                    .pollDelay(Duration.ZERO)
                    .until(() -> taken(recipient, doubts));
        }
        disconnect();
        return doubts;
    }

    private boolean taken(String recipient, Map<String, Integer> doubts) throws IOException {
        sent = false;
        try {
            String reply = deliver(recipient);
            if (reply.startsWith("5")) {
                throw new IllegalStateException(recipient + ": " + reply);
            }
            if (reply.startsWith("250 ")) {
                return true;
            }
        } catch (IOException | AssertionError e) { // Instead of the consent to STARTTLS there may be a 421.
            if (sent) {
                doubts.merge(recipient, 1, Integer::sum);
            }
        }
        disconnect();
        return false;
    }

    /** The reply to the end of the message, or the first that is a refusal. */
    private String deliver(String recipient) throws IOException {
        if (client == null) {
            client = SmtpClient.open("127.0.0.1", port);
            String greeting = client.reply();
            if (!greeting.startsWith("220 ")) {
                return greeting;
            }
            client.send(EHLO);
            inClear = !inClear;
            if (client.reply().contains("STARTTLS") && !inClear) {
                client.startTls();
            }
        }
        for (String command : List.of(EHLO, "MAIL FROM:<a@example.org>", "RCPT TO:<" + recipient + ">", "DATA")) {
            client.send(command);
            String reply = client.reply();
            if (reply.charAt(0) > '3') {
                return reply;
            }
        }
        sent = true;
        client.send("x\r\n.");
        return client.reply();
    }

    private void disconnect() throws IOException {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
