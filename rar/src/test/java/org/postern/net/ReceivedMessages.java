package org.postern.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.ip.LocalAddress;
import org.postern.smtp.Envelope;
import org.postern.smtp.Hello;
import org.postern.smtp.Recipient;

/** Messages as if they had been received. */
public final class ReceivedMessages {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private ReceivedMessages() {}

    /** A message in plaintext from a@example.org to b@example.org. */
    public static ReceivedMessage message(String id, String content) {
        return message(id, Optional.of("a@example.org"), content, Optional.empty());
    }

    /** Octets, a character each, in memory. */
    public static Content content(String text) {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        return new Content(Optional.empty(), List.of(octets), () -> {});
    }

    public static ReceivedMessage message(
            String id, Optional<String> reversePath, String content, Optional<TlsFacts> tls) {
        Envelope envelope = new Envelope(
                reversePath, Map.of("SIZE", "5"), List.of(new Recipient("b@example.org", Map.of("NOTIFY", "NEVER"))));
        return new ReceivedMessage(
                id,
                envelope,
                content(content),
                "Return-Path: <a@example.org>\r\n",
                Instant.parse("2026-11-23T12:00:00Z"),
                new SessionFacts(
                        connection(),
                        new Hello("client.example.org", tls.isPresent() ? "ESMTPS" : "ESMTP"),
                        tls,
                        Optional.empty()));
    }

    /** In plaintext, of a client that has not authenticated. */
    public static SessionFacts session(ConnectionFacts connection) {
        return new SessionFacts(
                connection, new Hello("client.example.org", "ESMTP"), Optional.empty(), Optional.empty());
    }

    /** From {@code <>}, begun with HELO. */
    public static MailTransaction transaction() {
        return new MailTransaction(
                new SessionFacts(
                        connection(), new Hello("client.example.org", "SMTP"), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Map.of());
    }

    private static ConnectionFacts connection() {
        return new ConnectionFacts("c-1", new InetSocketAddress(LOOPBACK, 40_000), new LocalAddress(LOOPBACK, 2525));
    }
}
