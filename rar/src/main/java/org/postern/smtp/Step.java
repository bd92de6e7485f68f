package org.postern.smtp;

import java.util.Optional;

/**
 * What the owner of the socket has to do next. Immutable.
 *
 * @param reply to be sent before anything else, if there is one
 * @param envelope of the message to deliver, for {@link Next#DELIVER} only
 * @param closeReason for {@link Next#CLOSE} only
 * @param sighting for the administrator: what this step was the answer to looks like tampering
 * @param firstMail how the connection was secured when its first sender was accepted, which happened in this step
 */
public record Step(
        Next next,
        Optional<Reply> reply,
        Optional<Envelope> envelope,
        Optional<CloseReason> closeReason,
        Optional<Sighting> sighting,
        Optional<Security> firstMail) {

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
        /** A command did not tell where the next one begins. */
        LOST_IN_CHUNKS,
        /** A TLS ClientHello stood where a command should stand. */
        CLIENT_HELLO_IN_PLAINTEXT,
        /** Octets came behind STARTTLS, in plaintext (CVE-2011-0411). */
        PLAINTEXT_BEHIND_STARTTLS,
        /** Nobody is served without TLS, and there is none. */
        TLS_REQUIRED_BUT_UNAVAILABLE
    }

    static final Step CONTINUE = of(Next.CONTINUE);
    static final Step AWAIT_INPUT = of(Next.AWAIT_INPUT);
    static final Step START_TLS = of(Next.START_TLS);

    static Step reply(Reply reply) {
        return CONTINUE.saying(reply);
    }

    static Step deliver(Envelope envelope) {
        return new Step(
                Next.DELIVER,
                Optional.empty(),
                Optional.of(envelope),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Step close(CloseReason reason) {
        return new Step(
                Next.CLOSE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason),
                Optional.empty(),
                Optional.empty());
    }

    static Step close(Reply reply, CloseReason reason) {
        return close(reason).saying(reply);
    }

    Step sighting(Sighting seen) {
        return new Step(next, reply, envelope, closeReason, Optional.of(seen), firstMail);
    }

    Step firstMail(Security security) {
        return new Step(next, reply, envelope, closeReason, sighting, Optional.of(security));
    }

    private Step saying(Reply text) {
        return new Step(next, Optional.of(text), envelope, closeReason, sighting, firstMail);
    }

    private static Step of(Next next) {
        return new Step(next, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
