package org.postern.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * One message as it was received: envelope, content, and what is known of the connection that brought it.
 *
 * <p>Immutable, and safe for use by several threads. <b>Valid during the call</b> of
 * {@link MailListener#onMessage(MailMessage)} only: afterwards the content is gone, and {@link #openStream()} and streams
 * that are still open throw an {@link IOException}. {@link #headers()} and {@link #deliveryKey()} go on answering what they
 * have answered before. The other methods go on answering.
 *
 * <p>Only the adapter implements it: later versions have more methods.
 */
public interface MailMessage {
    /**
     * Identifies this reception. It stands in the adapter's log lines, in the {@code Received} field and in the reply,
     * so that sender and receiver can talk about the same message. Letters, digits and hyphens, at most 40, unique
     * within one adapter; a message that is sent again gets a new one. Beans that each get a copy see the same one; a bean
     * that gets one message several times sees another one each time: with {@code transaction=recipient}, and in LMTP for recipients
     * that it shares with different beans.
     *
     * @return the identifier, never empty
     */
    String id();

    /**
     * Tells from whom and to whom: the SMTP envelope, which is independent of the {@code From} and {@code To} fields.
     *
     * @return the envelope
     */
    MailEnvelope envelope();

    /**
     * Tells who brought the message, and how.
     *
     * @return the facts of the session, as they were when the message was received
     */
    MailSession session();

    /**
     * Tells when the last octet had arrived.
     *
     * @return the moment by the application server's clock
     */
    Instant receivedAt();

    /**
     * Tells the length of what {@link #openStream()} gives.
     *
     * @return octets, from 0 to the configured {@code maxMessageBytes}
     */
    long size();

    /**
     * Gives the header, for those who need no more of the content. Reads the beginning of the content when it is first called.
     *
     * @return the same each time
     * @throws IOException as with {@link #openStream()}
     */
    MailHeaders headers() throws IOException;

    /**
     * Identifies what was sent, whatever becomes of it: the same for a message that its sender sends again because it did not
     * hear the reply, for beans that each get a copy, and on another server. Another recipient, another octet of the content, or
     * another sender make another one; a sender is told by its IP address, its name in {@code EHLO}, its user and the subject of
     * its certificate. An application that must not do its work twice can keep it beside what it has done, in the same
     * transaction, in a column with a unique constraint; two beans that work on copies keep their own name with it.
     *
     * <p>The same octets that are sent a second time on purpose, with the same envelope, have the same key: an alarm without a
     * {@code Date}, say.
     *
     * <p>Reads the content when it is first called.
     *
     * @return 64 hexadecimal digits, the same each time
     * @throws IOException as with {@link #openStream()}
     */
    String deliveryKey() throws IOException;

    /**
     * Opens the exact octets that the sender transmitted, after the transparency dots of RFC 5321 section 4.5.2 were
     * removed: nothing added, nothing converted. Lines end with CRLF, unless the sender has declared otherwise
     * ({@code BODY=BINARYMIME}), has sent the message in chunks ({@code BDAT}), which may have any octets, or the administrator
     * has set {@code bareLineFeed=accept}. An empty message has no octets at all.
     *
     * <p>Can be called any number of times; each stream begins at the first octet and is independent of the others.
     * The streams need not be closed, but closing them is harmless. A stream is for one thread.
     *
     * @return a new stream
     * @throws IOException if the spooled content cannot be read; let it end the call, the sender will try again. Reading throws
     *     {@link java.io.InterruptedIOException} when the delivery was given up meanwhile ({@code deliveryTimeoutSeconds}, an
     *     undeployment) and its transaction is to be rolled back
     */
    InputStream openStream() throws IOException;

    /**
     * Gives the trace fields of RFC 5321 section 4.4 which the receiving side owes the message: {@code Return-Path} and
     * {@code Received}; and behind them, for a message that a user has submitted without them, {@code Date} and
     * {@code Message-ID} (RFC 6409 section 8). They are not part of {@link #openStream()} and {@link #headers()}. A bean that
     * stores or forwards the message puts them in front of it.
     *
     * @return complete header lines, folded, each ending with CRLF; in US-ASCII, but for addresses beyond it in a message
     *     that was sent with {@code SMTPUTF8}: write those as UTF-8 (RFC 6532)
     */
    String traceFields();
}
