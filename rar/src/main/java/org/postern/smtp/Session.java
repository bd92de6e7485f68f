package org.postern.smtp;

import org.jspecify.annotations.Nullable;

/**
 * What the parts of one conversation share: where it stands, what was said so far, and how the peer hears of failures. Not
 * thread-safe, like the conversation.
 */
final class Session {
    private final ConversationSettings settings;
    private final TlsStanding tls;
    private final Authenticator users;
    private final IncomingContent content;
    private final MessageStore store;
    private final ErrorLimits errorLimits;
    private final Progress progress = new Progress();
    private Introduction introduction = Introduction.NONE;
    private @Nullable EnvelopeBuilder envelope;

    Session(ConversationSettings settings, TlsStanding tls, Authenticator users, MessageStore store) {
        this.settings = settings;
        this.tls = tls;
        this.users = users;
        this.store = store;
        this.content = new IncomingContent(settings.limits().content(), store);
        this.errorLimits = new ErrorLimits(settings.limits());
    }

    ConversationSettings settings() {
        return settings;
    }

    Service service() {
        return settings.service();
    }

    TlsStanding tls() {
        return tls;
    }

    Security security() {
        return tls.security();
    }

    Authenticator users() {
        return users;
    }

    /** That of the message that is coming in. */
    IncomingContent content() {
        return content;
    }

    ErrorLimits errorLimits() {
        return errorLimits;
    }

    Endings endings() {
        return new Endings(settings.hostName());
    }

    State state() {
        return progress.state();
    }

    /** Whether the client may send a command now. */
    boolean permits(Verb verb) {
        return progress.permits(verb);
    }

    /** Something has happened that leads to another state, or to the same. */
    void on(Trigger trigger) {
        progress.on(trigger);
    }

    Introduction introduction() {
        return introduction;
    }

    /** The peer has said who it is: an envelope that was open is forgotten (RFC 5321 section 4.1.4). */
    void introduce(Introduction named) {
        introduction = named;
        forgetEnvelope();
    }

    /** The one that is open; there is none before it is asked for, because most connections wait long for their first. */
    EnvelopeBuilder envelope() {
        EnvelopeBuilder open = envelope;
        if (open == null) {
            open = new EnvelopeBuilder(settings, tls.security(), users);
            envelope = open;
        }
        return open;
    }

    /** Makes sure that there is memory for one more part of the envelope. */
    void keep(long octets) throws Refusal {
        if (!store.keep(octets)) {
            throw new Refusal(Replies.ENVELOPE_NOT_KEPT);
        }
    }

    /** That part is not wanted after all. */
    void giveBack(long octets) {
        store.giveBack(octets);
    }

    void forgetEnvelope() {
        envelope = null;
        content.forget();
        store.forget();
    }

    /** Nothing that was said before counts any more (RFC 3207 section 4.2). */
    void forgetEverything() {
        errorLimits.forgetErrors();
        introduce(Introduction.NONE);
    }

    /** How the client has introduced itself, for the message that it has begun. */
    Hello hello() {
        return introduction.hello(service(), envelope(), tls, users);
    }

    /** A refused command is counted; the last one that is tolerated is answered with the end of the connection. */
    Step answer(Reply reply) {
        return answer(reply, 1);
    }

    Step answer(Reply reply, int times) {
        return reply.isPermanentFailure() ? answerError(reply, times) : Step.reply(reply, times);
    }

    /** Credentials that are refused count however they are: a client that is not heard for now does not guess on without end. */
    Step refuseCredentials(Reply reply) {
        return answerError(reply, 1);
    }

    private Step answerError(Reply reply, int times) {
        return errorLimits.errorExceeds() ? close(endings().tooManyErrors()) : Step.reply(reply, times);
    }

    /** The server ends the conversation. */
    Step close(Step step) {
        progress.on(step.closeReason().orElseThrow());
        return step;
    }
}
