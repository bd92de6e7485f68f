package org.postern.smtp;

import java.util.Optional;

/**
 * What the owner of the socket has to do next. Immutable.
 *
 * @param reply to be sent before anything else, if there is one
 * @param envelope of the message to deliver, for {@link Next#DELIVER} only
 * @param closeReason for {@link Next#CLOSE} only
 */
public record Step(Next next, Optional<Reply> reply, Optional<Envelope> envelope, Optional<CloseReason> closeReason) {

    /** The kinds of steps. */
    public enum Next {
        /** Nothing can be said before more octets arrive. */
        AWAIT_INPUT,
        /** Give the rest of the input, if there is any. */
        CONTINUE,
        /** Deliver the content that was written last, then tell the conversation what to reply. */
        DELIVER,
        /** Make the TLS engine, then tell the conversation whether it exists. Nothing was replied yet. */
        START_TLS,
        /** Close the connection. Input that is left is never looked at. */
        CLOSE
    }

    /** Why a conversation ended. */
    public enum CloseReason {
        QUIT,
        TIMEOUT,
        SHUTDOWN,
        TOO_MANY_ERRORS,
        /** A TLS ClientHello stood where a command should stand. */
        CLIENT_HELLO_IN_PLAINTEXT,
        /** Octets came behind STARTTLS, in plaintext (CVE-2011-0411). */
        PLAINTEXT_BEHIND_STARTTLS
    }

    static final Step AWAIT_INPUT = new Step(Next.AWAIT_INPUT, Optional.empty(), Optional.empty(), Optional.empty());
    static final Step START_TLS = new Step(Next.START_TLS, Optional.empty(), Optional.empty(), Optional.empty());

    static Step reply(Reply reply) {
        return new Step(Next.CONTINUE, Optional.of(reply), Optional.empty(), Optional.empty());
    }

    static Step deliver(Envelope envelope) {
        return new Step(Next.DELIVER, Optional.empty(), Optional.of(envelope), Optional.empty());
    }

    static Step close(CloseReason reason) {
        return new Step(Next.CLOSE, Optional.empty(), Optional.empty(), Optional.of(reason));
    }

    static Step close(Reply reply, CloseReason reason) {
        return new Step(Next.CLOSE, Optional.of(reply), Optional.empty(), Optional.of(reason));
    }
}
