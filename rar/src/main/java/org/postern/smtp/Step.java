package org.postern.smtp;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the owner of the socket has to do next. Immutable.
 *
 * @param replies to be sent before anything else, in this order
 * @param envelope of the message to deliver, for {@link Next#DELIVER} only
 * @param closeReason for {@link Next#CLOSE} only
 * @param anomaly for the administrator: what this step was the answer to looks like tampering
 * @param foreign what the peer speaks, for {@link CloseReason#FOREIGN_PROTOCOL} only
 * @param firstMail how the connection was secured when its first sender was accepted, which happened in this step
 * @param about what the replies decide; for counters
 */
public record Step(
        Next next,
        List<Reply> replies,
        Optional<Envelope> envelope,
        Optional<CloseReason> closeReason,
        Optional<TlsAnomaly> anomaly,
        Optional<ForeignProtocol> foreign,
        Optional<Security> firstMail,
        Subject about) {

    /** What replies can decide. */
    public enum Subject {
        /** A recipient: it is taken or not. */
        RECIPIENT,
        /** Credentials: the peer is who it claims to be, or not. */
        CREDENTIALS,
        /** A message that has come in completely: it is taken or not, by SMTP as a whole, by LMTP for each recipient. */
        MESSAGE,
        /** Nothing of these. */
        OTHER
    }

    /** The kinds of steps. */
    public enum Next {
        /** Nothing can be said before more octets arrive. */
        AWAIT_INPUT,
        /** Give the rest of the input, if there is any. */
        CONTINUE,
        /** Wait for a decision, then tell the conversation that it is there. */
        AWAIT_DECISION,
        /** Deliver the content that was written last, then tell the conversation what to reply. */
        DELIVER,
        /** Make the TLS engine, then tell the conversation whether it exists. Nothing was replied yet. */
        START_TLS,
        /** Close the connection. Input that is left is never looked at. */
        CLOSE
    }

    /** Why a conversation ended. */
    public enum CloseReason implements Trigger {
        QUIT,
        TIMEOUT,
        SHUTDOWN,
        TOO_MANY_ERRORS,
        TOO_MANY_COMMANDS,
        TOO_MANY_UNKNOWN_RECIPIENTS,
        /** All connections together keep as much as they may. */
        MEMORY_SHORT,
        /** The peer did not wait for the greeting. */
        SPOKEN_TOO_EARLY,
        /** The peer claims to be a proxy, and is not among those that are believed. */
        PROXY_NOT_TRUSTED,
        /** The peer speaks something else than SMTP. */
        FOREIGN_PROTOCOL,
        /** A command did not tell where the next one begins. */
        LOST_IN_CHUNKS,
        /** A TLS ClientHello stood where a command should stand. */
        CLIENT_HELLO_IN_PLAINTEXT,
        /** Octets came behind STARTTLS, in plaintext (CVE-2011-0411). */
        PLAINTEXT_BEHIND_STARTTLS,
        /** The server serves no client without TLS, and there is none. */
        TLS_REQUIRED_BUT_UNAVAILABLE
    }

    static final Step CONTINUE = of(Next.CONTINUE);
    static final Step AWAIT_INPUT = of(Next.AWAIT_INPUT);
    static final Step START_TLS = of(Next.START_TLS);
    static final Step AWAIT_DECISION = of(Next.AWAIT_DECISION);

    static Step reply(Reply reply) {
        return CONTINUE.saying(List.of(reply));
    }

    /** The same reply for each of several recipients. */
    static Step reply(Reply reply, int times) {
        return CONTINUE.saying(Collections.nCopies(times, reply));
    }

    static Step reply(List<Reply> replies) {
        return CONTINUE.saying(replies);
    }

    static Step deliver(Envelope envelope) {
        Step plain = of(Next.DELIVER);
        return new Step(
                plain.next,
                plain.replies,
                Optional.of(envelope),
                plain.closeReason,
                plain.anomaly,
                plain.foreign,
                plain.firstMail,
                plain.about);
    }

    static Step close(CloseReason reason) {
        Step plain = of(Next.CLOSE);
        return new Step(
                plain.next,
                plain.replies,
                plain.envelope,
                Optional.of(reason),
                plain.anomaly,
                plain.foreign,
                plain.firstMail,
                plain.about);
    }

    static Step close(Reply reply, CloseReason reason) {
        return close(reason).saying(List.of(reply));
    }

    /** The peer speaks something else. */
    static Step foreign(ForeignProtocol spoken) {
        Step end = close(CloseReason.FOREIGN_PROTOCOL);
        return new Step(
                end.next,
                end.replies,
                end.envelope,
                end.closeReason,
                end.anomaly,
                Optional.of(spoken),
                end.firstMail,
                end.about);
    }

    Step anomaly(TlsAnomaly seen) {
        return new Step(next, replies, envelope, closeReason, Optional.of(seen), foreign, firstMail, about);
    }

    Step firstMail(Security security) {
        return new Step(next, replies, envelope, closeReason, anomaly, foreign, Optional.of(security), about);
    }

    Step about(Subject subject) {
        return new Step(next, replies, envelope, closeReason, anomaly, foreign, firstMail, subject);
    }

    Step saying(List<Reply> texts) {
        return new Step(next, texts, envelope, closeReason, anomaly, foreign, firstMail, about);
    }

    private static Step of(Next next) {
        return new Step(
                next,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Subject.OTHER);
    }
}
