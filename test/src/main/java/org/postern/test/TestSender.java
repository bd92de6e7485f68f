package org.postern.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A sender of mail, as well-behaved or as unlucky as a test wants it. Immutable; each method that says something about it gives
 * another one. Each message has a connection of its own. Methods that send block until there is an answer, at most a minute.
 */
public final class TestSender {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PIECES = 8;
    private static final Duration UNDER_WAY = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(20);
    /** What a sender hears as long as the same message is with the bean. */
    private static final String BUSY = "4.3.2";

    private final InetSocketAddress server;
    private final boolean tlsFromTheBeginning;
    private final Optional<SSLContext> tls;
    private final Optional<Credentials> credentials;
    private final Optional<byte[]> proxyHeader;
    private final Duration pause;

    private record Credentials(String user, String password) {}

    private TestSender(
            InetSocketAddress server,
            boolean tlsFromTheBeginning,
            Optional<SSLContext> tls,
            Optional<Credentials> credentials,
            Optional<byte[]> proxyHeader,
            Duration pause) {
        this.server = server;
        this.tlsFromTheBeginning = tlsFromTheBeginning;
        this.tls = tls;
        this.credentials = credentials;
        this.proxyHeader = proxyHeader;
        this.pause = pause;
    }

    /**
     * Makes a sender in plaintext.
     *
     * @param server where it connects to
     * @return a sender
     */
    public static TestSender to(InetSocketAddress server) {
        return new TestSender(server, false, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    /**
     * The same with {@code STARTTLS}, which must be offered.
     *
     * @param context what it trusts, as {@link TestContainer#clientTls()}
     * @return another sender
     */
    public TestSender startTls(SSLContext context) {
        return new TestSender(server, false, Optional.of(context), credentials, proxyHeader, pause);
    }

    /**
     * The same in TLS from the first octet, for an address of {@code smtps}.
     *
     * @param context what it trusts, as {@link TestContainer#clientTls()}
     * @return another sender
     */
    public TestSender implicitTls(SSLContext context) {
        return new TestSender(server, true, Optional.of(context), credentials, proxyHeader, pause);
    }

    /**
     * The same for a user, by {@code AUTH PLAIN}. The adapter takes that in TLS only.
     *
     * @param user a name
     * @param password and its password
     * @return another sender
     */
    public TestSender authenticated(String user, String password) {
        return new TestSender(
                server, tlsFromTheBeginning, tls, Optional.of(new Credentials(user, password)), proxyHeader, pause);
    }

    /**
     * The same behind a line that is slow: content comes in eight pieces.
     *
     * @param between how long the sender waits before each of them
     * @return another sender
     */
    public TestSender slowly(Duration between) {
        return new TestSender(server, tlsFromTheBeginning, tls, credentials, proxyHeader, between);
    }

    TestSender behind(ProxyHeader header) {
        return new TestSender(server, tlsFromTheBeginning, tls, credentials, Optional.of(header.encode()), pause);
    }

    /**
     * Sends a message, and waits for what becomes of it.
     *
     * @param message with envelope and the client's name; what it says of peer, TLS and user is the sender's to say here
     * @return the reply to it, or the first refusal before it: of the connection, the client, the sender's address, or of all
     *     recipients
     * @throws UncheckedIOException if the connection ended without a reply
     */
    public SenderReply send(TestMessage message) {
        return inConnection(
                message, (introduced, client) -> introduced.isAccepted() ? transfer(client, message) : introduced);
    }

    /**
     * Sends a message, does not hear the reply, and sends it again, as senders do: until it is not deferred because the first one is
     * still under way, at most 20 seconds.
     *
     * @param message see {@link #send}
     * @return the reply to the last one
     */
    public SenderReply sendAgainUnheard(TestMessage message) {
        leaveBeforeReply(message);
        long end = System.nanoTime() + UNDER_WAY.toNanos();
        SenderReply reply = send(message);
        while (reply.isDeferred() && reply.enhancedCode().filter(BUSY::equals).isPresent() && System.nanoTime() < end) {
            LockSupport.parkNanos(MOMENT.toNanos());
            reply = send(message);
        }
        return reply;
    }

    /**
     * Sends a message, and ends the connection when all of it is sent, without having read what became of it: as a sender whose
     * patience or process has ended.
     *
     * @param message see {@link #send}
     * @throws IllegalStateException if it is refused before its content
     */
    public void leaveBeforeReply(TestMessage message) {
        inConnection(message, (introduced, client) -> {
            demanded(introduced.isAccepted() ? beginContent(client, message) : introduced);
            sendContent(client, message);
            client.leave();
            return null;
        });
    }

    /**
     * Sends one half of the content, and breaks the connection off: as a machine or a network that fails.
     *
     * @param message see {@link #send}
     * @throws IllegalStateException if it is refused before its content
     */
    public void breakOffInContent(TestMessage message) {
        inConnection(message, (introduced, client) -> {
            demanded(introduced.isAccepted() ? beginContent(client, message) : introduced);
            byte[] octets = message.octets();
            if (isOfLines(octets)) {
                octets = stuffed(octets);
            } else {
                announceChunk(client, octets);
            }
            client.send(octets, 0, octets.length / 2);
            client.breakOff();
            return null;
        });
    }

    /** What is done in one connection. */
    @FunctionalInterface
    private interface Exchange {
        @Nullable
        SenderReply after(SenderReply introduction, SmtpClient client) throws IOException;
    }

    private SenderReply inConnection(TestMessage message, Exchange exchange) {
        try (SmtpClient client = SmtpClient.connect(server, PATIENCE)) {
            SenderReply introduced = introduce(client, message);
            SenderReply reply = exchange.after(introduced, client);
            if (reply == null) {
                return introduced;
            }
            quit(client);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reply is known: what is said about the end of the session changes nothing. */
    private static void quit(SmtpClient client) {
        try {
            client.ask("QUIT");
        } catch (IOException e) {
            // The adapter has ended the connection first, as after 421 and 521.
        }
    }

    /** Gives the first refusal, or the last acceptance. */
    private SenderReply introduce(SmtpClient client, TestMessage message) throws IOException {
        if (proxyHeader.isPresent()) {
            client.send(proxyHeader.get());
        }
        if (tlsFromTheBeginning) {
            client.startTls(tls.orElseThrow(), server.getHostString());
        }
        SenderReply last = client.reply();
        if (last.isAccepted()) {
            last = hello(client, message);
        }
        if (last.isAccepted() && tls.isPresent() && !tlsFromTheBeginning) {
            last = client.ask("STARTTLS");
            if (last.isAccepted()) {
                client.startTls(tls.get(), server.getHostString());
                last = hello(client, message);
            }
        }
        if (last.isAccepted() && credentials.isPresent()) {
            String secret =
                    "\0" + credentials.get().user() + "\0" + credentials.get().password();
            last = client.ask(
                    "AUTH PLAIN " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
        return last;
    }

    private static SenderReply hello(SmtpClient client, TestMessage message) throws IOException {
        return client.ask("EHLO " + message.client().heloName());
    }

    private SenderReply transfer(SmtpClient client, TestMessage message) throws IOException {
        SenderReply begun = beginContent(client, message);
        if (!isTaken(begun)) {
            return begun;
        }
        sendContent(client, message);
        return client.reply().withRecipients(begun.recipients());
    }

    /** Sends the envelope. Gives the reply to DATA, or to what was refused before it, with those to the recipients. */
    private static SenderReply beginContent(SmtpClient client, TestMessage message) throws IOException {
        TestEnvelope envelope = message.testEnvelope();
        SenderReply sender = client.ask("MAIL FROM:<" + envelope.reversePath().orElse("") + ">" + parameters(message));
        if (!sender.isAccepted()) {
            return sender;
        }
        Map<String, SenderReply> recipients = new LinkedHashMap<>();
        for (String recipient : envelope.recipients()) {
            recipients.put(recipient, client.ask("RCPT TO:<" + recipient + ">"));
        }
        List<SenderReply> replies = new ArrayList<>(recipients.values());
        if (replies.stream().noneMatch(SenderReply::isAccepted)) {
            return replies.stream()
                    .filter(SenderReply::isDeferred)
                    .findFirst()
                    .orElse(replies.get(0))
                    .withRecipients(recipients);
        }
        // In chunks any octets may come (RFC 3030), and no reply stands between.
        SenderReply go = isOfLines(message.octets()) ? client.ask("DATA") : sender;
        return go.withRecipients(recipients);
    }

    private static String parameters(TestMessage message) {
        Map<String, String> all = new LinkedHashMap<>(message.testEnvelope().parameters());
        if (message.testEnvelope().isInternational()) {
            all.putIfAbsent("SMTPUTF8", "");
        }
        if (hasEightBits(message.octets())) {
            all.putIfAbsent("BODY", "8BITMIME");
        }
        StringBuilder text = new StringBuilder();
        all.forEach((keyword, value) -> text.append(' ')
                .append(keyword)
                .append(value.isEmpty() ? "" : "=")
                .append(value));
        return text.toString();
    }

    private static boolean isTaken(SenderReply go) {
        return go.isAccepted() || go.code() == 354;
    }

    private static void demanded(SenderReply go) {
        if (!isTaken(go)) {
            throw new IllegalStateException("Refused before its content: " + go);
        }
    }

    private void sendContent(SmtpClient client, TestMessage message) throws IOException {
        byte[] octets = message.octets();
        if (isOfLines(octets)) {
            inPieces(client, stuffed(octets));
            client.send(".\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            announceChunk(client, octets);
            inPieces(client, octets);
        }
    }

    private static void announceChunk(SmtpClient client, byte[] octets) throws IOException {
        client.send(("BDAT " + octets.length + " LAST\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void inPieces(SmtpClient client, byte[] octets) throws IOException {
        if (pause.isZero()) {
            client.send(octets);
            return;
        }
        int piece = Math.max(1, (octets.length + PIECES - 1) / PIECES);
        for (int from = 0; from < octets.length; from += piece) {
            LockSupport.parkNanos(pause.toNanos());
            client.send(octets, from, Math.min(piece, octets.length - from));
        }
    }

    /** Whether each line ends with CRLF, the last one too, and CR and LF stand nowhere else. */
    private static boolean isOfLines(byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            boolean lf = octets[i] == '\n';
            boolean cr = octets[i] == '\r';
            if ((lf && (i == 0 || octets[i - 1] != '\r'))
                    || (cr && (i + 1 == octets.length || octets[i + 1] != '\n'))) {
                return false;
            }
        }
        return octets.length == 0 || octets[octets.length - 1] == '\n';
    }

    private static boolean hasEightBits(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    /** A dot more where a line begins with one (RFC 5321 section 4.5.2). */
    private static byte[] stuffed(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 16);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '.' && (i == 0 || octets[i - 1] == '\n')) {
                out.write('.');
            }
            out.write(octets[i]);
        }
        return out.toByteArray();
    }
}
