package org.postern.ra.duplicates;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postern.net.AuthenticatedUser;
import org.postern.net.ProxyFacts;
import org.postern.net.ReceivedMessage;
import org.postern.net.SessionFacts;
import org.postern.net.TlsFacts;
import org.postern.ra.config.Sha256;
import org.postern.smtp.Recipient;

/**
 * What makes a message the same one, for whichever bean: the SHA-256 digest, in hexadecimal digits, of who speaks, of both sides of
 * the envelope and of the digest of the content. Who speaks is all that a bean can decide by: a sender cannot have another one's message
 * swallowed by having sent it before (ADR 28). Not of what a second try may change: the port, TLS, the parameters, the order of
 * the recipients, and with it the spelling under which one that is named twice is called. Nor of what differs from one server to
 * another. Immutable.
 */
public record MessageKey(String digits) {
    /** Reads the content, unless a copy of it has been read for this before. */
    public static MessageKey of(ReceivedMessage message) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        addSpeaker(digest, message.session());
        add(digest, message.envelope().reversePath());
        List<String> mailboxes = message.envelope().recipients().stream()
                .map(Recipient::anySpelling)
                .sorted()
                .toList();
        add(digest, String.valueOf(mailboxes.size()));
        mailboxes.forEach(mailbox -> add(digest, mailbox));
        add(digest, message.content().digest(Sha256::newDigest));
        return new MessageKey(HexFormat.of().formatHex(digest.digest()));
    }

    private static void addSpeaker(MessageDigest digest, SessionFacts session) {
        add(digest, session.connection().peer().getAddress().getAddress());
        add(digest, session.client().heloName());
        add(digest, session.user().map(AuthenticatedUser::name));
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

    @Override
    public String toString() {
        return digits;
    }
}
