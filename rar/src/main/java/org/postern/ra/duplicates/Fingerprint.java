package org.postern.ra.duplicates;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.postern.net.ProxyFacts;
import org.postern.net.ReceivedMessage;
import org.postern.net.SessionFacts;
import org.postern.net.TlsFacts;
import org.postern.ra.config.Sha256;
import org.postern.smtp.Recipient;

/**
 * One message for one bean: the SHA-256 digest, as four numbers, of the bean, of who speaks, of both sides of the envelope
 * and of the digest of the content. Who speaks is all that the bean can decide by: a sender cannot have another one's message swallowed by
 * having sent it before (ADR 28). Not of what a second try may change: the port, TLS, the parameters, the order of the recipients.
 * Immutable.
 */
public record Fingerprint(long first, long second, long third, long fourth) {
    static final int BYTES = 4 * Long.BYTES;

    /** Reads the content, unless a copy of it has been read for this before. */
    public static Fingerprint of(ReceivedMessage message, String bean) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        add(digest, bean);
        addSpeaker(digest, message.session());
        add(digest, message.envelope().reversePath());
        List<String> mailboxes = message.envelope().recipients().stream()
                .map(Recipient::mailbox)
                .sorted()
                .toList();
        add(digest, String.valueOf(mailboxes.size()));
        mailboxes.forEach(mailbox -> add(digest, mailbox));
        add(digest, message.content().digest(Sha256::newDigest));
        return read(ByteBuffer.wrap(digest.digest()));
    }

    static Fingerprint read(ByteBuffer from) {
        return new Fingerprint(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    void write(ByteBuffer to) {
        to.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    private static void addSpeaker(MessageDigest digest, SessionFacts session) {
        add(digest, session.connection().peer().getAddress().getAddress());
        add(digest, session.client().heloName());
        add(digest, session.user());
        add(digest, session.connection().proxy().flatMap(ProxyFacts::clientName));
        Optional<X509Certificate> certificate = session.tls()
                .map(TlsFacts::clientCertificates)
                .flatMap(chain -> chain.stream().findFirst());
        add(digest, certificate.map(one -> one.getSubjectX500Principal().getName()));
        add(digest, certificate.map(one -> one.getIssuerX500Principal().getName()));
    }

    /** No user is something else than a user without a name. */
    private static void add(MessageDigest digest, Optional<String> text) {
        digest.update((byte) (text.isPresent() ? 1 : 0));
        text.ifPresent(present -> add(digest, present));
    }

    private static void add(MessageDigest digest, String text) {
        add(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With its length, so that none runs into the next. */
    private static void add(MessageDigest digest, byte[] octets) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, octets.length));
        digest.update(octets);
    }
}
