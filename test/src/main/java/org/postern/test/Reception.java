package org.postern.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.postern.api.MailMessage;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.net.AuthenticatedUser;
import org.postern.net.ConnectionFacts;
import org.postern.net.Content;
import org.postern.net.ReceivedMessage;
import org.postern.net.SessionFacts;
import org.postern.net.TlsFacts;
import org.postern.ra.delivery.InboundMessage;
import org.postern.smtp.Envelope;
import org.postern.smtp.Hello;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;
import org.postern.smtp.Trace;

/** Makes of a test's message what the adapter would make of it, without sending it. */
final class Reception {
    private static final String ID = "TEST-0001-1";
    private static final Instant WHEN = Instant.parse("2026-01-02T03:04:06Z");
    private static final String HOST = "mail.example.com";

    private Reception() {}

    static MailMessage of(TestMessage message) {
        TestEnvelope sent = message.testEnvelope();
        Envelope envelope = new Envelope(
                sent.reversePath(),
                sent.parameters(),
                sent.recipients().stream()
                        .map(mailbox -> new Recipient(mailbox, Map.of()))
                        .toList());
        SessionFacts session = session(message);
        Trace trace = new Trace(
                session.client().heloName(),
                session.connection().peerIp(),
                HOST,
                session.client().protocol(),
                session.tls().map(TlsFacts::cipherSuite),
                ID);
        ReceivedMessage received = new ReceivedMessage(
                ID, envelope, Content.of(message.octets()), trace.fields(envelope, WHEN, Set.of()), WHEN, session);
        return new InboundMessage(received, patterns(sent.patterns()), () -> false);
    }

    private static SessionFacts session(TestMessage message) {
        TestClient client = message.client();
        InetSocketAddress peer = new InetSocketAddress(address(client.peer().orElse("127.0.0.1")), 40_000);
        Optional<AuthenticatedUser> user =
                client.user().map(known -> new AuthenticatedUser(known.name(), new Subject()));
        Optional<TlsFacts> tls = client.secured()
                ? Optional.of(new TlsFacts(TestTls.VERSION, TestTls.CIPHER_SUITE, client.serverName(), List.of()))
                : Optional.empty();
        String protocol = message.testEnvelope().isInternational() ? "UTF8SMTP" : "ESMTP";
        return new SessionFacts(
                new ConnectionFacts("TEST-0001", peer, new LocalAddress(address("127.0.0.1"), 25)),
                new Hello(client.heloName(), protocol + (tls.isPresent() ? "S" : "") + (user.isPresent() ? "A" : "")),
                tls,
                user);
    }

    /** Patterns that can be read. */
    static String checked(String text) {
        MailboxPatterns unused = patterns(text);
        return text;
    }

    private static MailboxPatterns patterns(String text) {
        return MailboxPatterns.parse(text, word -> {
            throw new IllegalArgumentException("\"" + word + "\" is no pattern of mailboxes");
        });
    }

    /** Of a number; names are not looked up. */
    static InetAddress address(String ip) {
        return IpLiteral.parse(ip).orElseThrow(() -> new IllegalArgumentException("\"" + ip + "\" is no IP address"));
    }
}
