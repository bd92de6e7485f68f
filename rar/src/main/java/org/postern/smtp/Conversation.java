package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The conversation with one peer, from greeting to close. Not thread-safe: one connection, one thread at a time.
 *
 * <p>The owner of the socket calls {@link #greet()} once, then {@link #receive} with what came in, and does what each
 * step says. The same object goes on after STARTTLS, having forgotten everything (RFC 3207 section 4.2).
 */
public final class Conversation {
    private final ConversationSettings settings;
    private final MessageStore store;
    private final IncomingContent content;
    private final LineFramer lines;
    private final TlsStanding tls;
    private final Authentication authentication;
    private final Tolerance tolerance;
    private final Endings endings;
    private State state = State.CONNECTED;
    /** Where to go on when a chunk was not wanted, or TLS is not to be had. */
    private State stateBefore = State.CONNECTED;

    private final ProxyHeaderSign proxyHeader = new ProxyHeaderSign();
    private Introduction introduction = Introduction.NONE;
    private boolean hasBegunMail;
    private Optional<Question> question = Optional.empty();
    private EnvelopeBuilder envelope;

    /**
     * Begins a conversation.
     *
     * @param security how the connection begins
     */
    public Conversation(
            ConversationSettings settings, Security security, MessageStore store, Authenticator authenticator) {
        this.store = store;
        this.settings = settings;
        this.tls = new TlsStanding(security);
        this.authentication = new Authentication(authenticator);
        this.tolerance = new Tolerance(settings.limits());
        this.endings = new Endings(settings.hostName());
        this.content = new IncomingContent(settings.limits(), store::begin);
        this.lines = new LineFramer(settings.limits().maxCommandLineBytes());
        this.envelope = new EnvelopeBuilder(settings, security, authentication);
    }

    public Step greet() {
        return Step.reply(Replies.greeting(settings.hostName()));
    }

    /** Says instead of a greeting that nobody is served without TLS, and that there is none. */
    public Step refuseWithoutTls() {
        state.require(State.CONNECTED);
        return close(endings.tlsRequiredButUnavailable());
    }

    /** Takes octets up to the next step. Call again with the rest while the step says {@link Step.Next#CONTINUE}. */
    public Step receive(ByteBuffer in) {
        return switch (state) {
            case CONNECTED, READY, AUTHENTICATING, SENDER, RECIPIENTS, BETWEEN_CHUNKS -> receiveLine(in);
            case DATA -> receiveData(in);
            case CHUNK -> receiveChunk(in);
            case ASKING, DELIVERING, STARTING_TLS, CLOSED -> Step.AWAIT_INPUT;
        };
    }

    /** What {@link Step.Next#AWAIT_DECISION} waits for; completes on any thread. */
    public CompletableFuture<?> decision() {
        return question.orElseThrow().refusal();
    }

    /** The decision of {@link Step.Next#AWAIT_DECISION} is there. */
    public Step decided() {
        state.require(State.ASKING);
        Question answered = question.orElseThrow();
        question = Optional.empty();
        state = stateBefore;
        Optional<Reply> refusal = answered.outcome();
        if (refusal.isEmpty()) {
            state = state.after(answered.verb()).orElseThrow();
            return accept(answered);
        }
        return answered.recipient().isPresent() && refusal.get().isPermanentFailure()
                ? refuseRecipient(refusal.get())
                : answer(refusal.get());
    }

    /**
     * The outcome of {@link Step.Next#DELIVER} is known, and this is how the peer hears it.
     *
     * @param outcomes one for all recipients or, where each is answered for (RFC 2033 section 4.2), one for each
     */
    public Step delivered(List<Reply> outcomes) {
        state.require(State.DELIVERING);
        if (outcomes.stream().anyMatch(Reply::isPositive)) {
            tolerance.messageTaken();
        }
        int times = repliesToContent();
        forgetEnvelope();
        state = State.READY;
        return outcomes.size() == times ? Step.reply(outcomes) : Step.reply(outcomes.get(0), times);
    }

    /** The content could not be kept, through no fault of the peer. The rest is read and dropped. */
    public void bodyFailed() {
        content.fail(Replies.CONTENT_NOT_STORED);
    }

    /** The TLS engine of {@link Step.Next#START_TLS} exists. The reply is the last thing said in plaintext. */
    public Step tlsReady() {
        state.require(State.STARTING_TLS);
        return Step.reply(Replies.READY_FOR_TLS);
    }

    /** There is no TLS engine after all. The conversation goes on as it was. */
    public Step tlsNotReady() {
        state.require(State.STARTING_TLS);
        state = stateBefore;
        return Step.reply(Replies.TLS_FAILED_TO_START);
    }

    /** The handshake is complete. Nothing that was said before counts any more (RFC 3207 section 4.2). */
    public void secured() {
        if (state != State.CONNECTED || !tls.mayBeginWithTls()) {
            state.require(State.STARTING_TLS);
        }
        tls.activate();
        state = State.CONNECTED;
        introduction = Introduction.NONE;
        tolerance.forgetErrors();
        forgetEnvelope();
    }

    /** The peer took too long. */
    public Step timedOut() {
        state.requireNot(State.CLOSED, State.ASKING, State.DELIVERING, State.STARTING_TLS);
        return close(endings.timeout());
    }

    /** The peer has ended its direction without QUIT, and may still read. */
    public Step inputEnded() {
        state.requireNot(State.CLOSED, State.ASKING, State.DELIVERING, State.STARTING_TLS);
        return close(endings.inputEnded());
    }

    /** The peer did not wait for the greeting. What it said does not count. */
    public Step spokenTooEarly() {
        return close(endings.spokenTooEarly());
    }

    /** This server is going away. */
    public Step shutDown() {
        state.requireNot(State.CLOSED, State.ASKING, State.DELIVERING);
        return close(endings.shutDown());
    }

    /** What the peer called itself; empty before it did. */
    public String heloName() {
        return introduction.name();
    }

    /** Whether the next line is what an authentication goes on with, and not for anybody's eyes. */
    public boolean isAuthenticating() {
        return state == State.AUTHENTICATING;
    }

    /** Whether the content of a message is coming in. */
    public boolean isReceivingData() {
        return state == State.DATA || state == State.CHUNK;
    }

    /** The protocol by its name in RFC 3848 or RFC 6531 section 4.3. */
    public String protocol() {
        return introduction.protocol(
                settings.service(),
                envelope.isInternational(),
                tls.isActive(),
                authentication.user().isPresent());
    }

    /** The header fields that this server owes the message that is being delivered, and that it does not have. */
    public Set<String> fieldsToAdd() {
        return settings.service().completesHeader() ? content.lastHeader().missing() : Set.of();
    }

    private Step receiveLine(ByteBuffer in) {
        LineFramer.Event event = lines.next(in);
        if (event == LineFramer.Event.CLIENT_HELLO) {
            return tls.clientHello(close(Step.close(Step.CloseReason.CLIENT_HELLO_IN_PLAINTEXT)));
        }
        if (event == LineFramer.Event.NONE) {
            return Step.AWAIT_INPUT;
        }
        tls.spoken();
        if (tolerance.commandExceeds()) {
            return close(endings.tooManyCommands());
        }
        boolean authenticating = state == State.AUTHENTICATING;
        return switch (event) {
            case TOO_LONG -> authenticating ? endExchange(Replies.AUTH_LINE_TOO_LONG) : answer(Replies.LINE_TOO_LONG);
            case BARE_LINE_BREAK ->
                authenticating ? endExchange(Replies.BARE_LINE_BREAK) : answer(Replies.BARE_LINE_BREAK);
            default -> authenticating ? respond(lines.line()) : execute(lines.line(), in);
        };
    }

    private Step receiveData(ByteBuffer in) {
        return content.reachesEndOfData(in) ? endOfContent() : Step.AWAIT_INPUT;
    }

    private Step receiveChunk(ByteBuffer in) {
        return content.reachesEndOfChunk(in) ? endOfChunk() : Step.AWAIT_INPUT;
    }

    private Step endOfContent() {
        Optional<Reply> fault = content.end();
        if (fault.isPresent()) {
            state = State.READY;
            int times = repliesToContent();
            forgetEnvelope();
            return answer(store.named(fault.get()), times);
        }
        state = State.DELIVERING;
        return Step.deliver(envelope.build());
    }

    /** The octets of a chunk come whatever its command is answered, and the answer comes after them (RFC 3030 section 2). */
    private Step beginChunk(String argument, Optional<Reply> refusal) {
        Optional<Chunk> chunk = Chunk.announced(argument, refusal);
        if (chunk.isEmpty()) {
            // What follows could be octets or commands: whoever guesses executes what was meant to be mail.
            return close(endings.lostInChunks());
        }
        stateBefore = state;
        state = State.CHUNK;
        content.beginChunk(chunk.get(), envelope.isBinary());
        return chunk.get().isComplete() ? endOfChunk() : Step.CONTINUE;
    }

    private Step endOfChunk() {
        Chunk ended = content.endChunk();
        if (ended.size() > 0) {
            tolerance.forgiveCommand(); // The size of the message limits their number.
        }
        if (ended.refusal().isPresent()) {
            state = stateBefore;
            return answer(ended.refusal().get());
        }
        if (ended.isLast() || content.fault().isPresent()) {
            return endOfContent();
        }
        state = State.BETWEEN_CHUNKS;
        return Step.reply(Replies.chunkReceived(ended.size()));
    }

    private Step execute(String line, ByteBuffer rest) {
        if (proxyHeader.completes(line)) {
            return close(endings.proxyNotTrusted());
        }
        try {
            CommandLine command = CommandLine.parse(line);
            if (command.isMasked()) {
                return tls.sighted(answer(Replies.UNKNOWN_COMMAND), Sighting.MASKED_COMMAND);
            }
            Verb verb = command.verb();
            if (!settings.service().knows(verb)) {
                return answer(Replies.UNKNOWN_COMMAND);
            }
            if (verb == Verb.STARTTLS) {
                tls.askedFor();
            }
            if (verb == Verb.BDAT) {
                return beginChunk(command.argument(), refusal(verb));
            }
            if (!tls.security().admits(verb)) {
                return answer(Replies.TLS_FIRST);
            }
            if (verb == Verb.AUTH) {
                authentication.checkAvailable();
            }
            command.checkArgument(verb);
            Optional<State> next = state.after(verb);
            if (next.isEmpty()) {
                return answer(state.outOfSequence(verb, settings.service()));
            }
            if (verb == Verb.STARTTLS) {
                return startTls(rest);
            }
            if (verb == Verb.AUTH) {
                return authenticate(command.argument());
            }
            if (verb == Verb.MAIL || verb == Verb.RCPT) {
                return ask(verb == Verb.MAIL ? sender(command.argument()) : recipient(command.argument()));
            }
            Reply reply = perform(verb, command.argument());
            state = next.get();
            return verb == Verb.QUIT ? Step.close(reply, Step.CloseReason.QUIT) : Step.reply(reply);
        } catch (Refusal refusal) {
            return answer(refusal.reply());
        }
    }

    /** Why a command may not come now. */
    private Optional<Reply> refusal(Verb verb) {
        if (!tls.security().admits(verb)) {
            return Optional.of(Replies.TLS_FIRST);
        }
        return state.after(verb).isPresent()
                ? Optional.empty()
                : Optional.of(state.outOfSequence(verb, settings.service()));
    }

    private Reply perform(Verb verb, String argument) throws Refusal {
        return switch (verb) {
            case EHLO, HELO, LHLO -> hello(verb, argument);
            case DATA -> {
                if (envelope.isBinary()) {
                    throw new Refusal(Replies.BINARY_NEEDS_CHUNKS); // RFC 3030 section 3
                }
                content.beginData();
                yield Replies.START_DATA;
            }
            case RSET -> {
                forgetEnvelope();
                yield Replies.OK;
            }
            case NOOP -> Replies.OK;
            case VRFY -> {
                requireUser();
                yield Replies.CANNOT_VERIFY;
            }
            case HELP -> settings.service() == Service.LMTP ? Replies.HELP_OF_LMTP : Replies.HELP;
            case QUIT -> Replies.closing(settings.hostName());
            default -> throw new IllegalStateException("No way to perform " + verb);
        };
    }

    private Question sender(String argument) throws Refusal {
        requireUser();
        envelope.sender(argument);
        return new Question(
                Verb.MAIL, Optional.empty(), store.refusalOfSender(envelope.sender(heloName(), protocol())));
    }

    /** RFC 6409 section 4.3, RFC 4954 section 6. */
    private void requireUser() throws Refusal {
        if (settings.users().required() && authentication.user().isEmpty()) {
            throw new Refusal(Replies.AUTHENTICATION_REQUIRED);
        }
    }

    private Question recipient(String argument) throws Refusal {
        Recipient recipient = envelope.recipient(argument);
        return new Question(Verb.RCPT, Optional.of(recipient), store.refusalOfRecipient(recipient));
    }

    private Step authenticate(String argument) throws Refusal {
        if (!introduction.extended()) {
            throw new Refusal(Replies.EHLO_FIRST);
        }
        return exchange(authentication.begin(argument, tls.security()));
    }

    private Step respond(String response) {
        try {
            return exchange(authentication.respond(response));
        } catch (Refusal refusal) {
            return endExchange(refusal.reply());
        }
    }

    /** Either the credentials are complete, or there is one more thing to ask for. */
    private Step exchange(Optional<Credentials> credentials) {
        if (credentials.isEmpty()) {
            state = State.AUTHENTICATING;
            lines.expectResponses(true);
            return Step.reply(authentication.challenge());
        }
        endExchange();
        return ask(authentication.question(credentials.get()));
    }

    private Step endExchange(Reply refusal) {
        endExchange();
        return answer(refusal);
    }

    private void endExchange() {
        state = State.READY;
        lines.expectResponses(false);
    }

    private Step ask(Question asked) {
        question = Optional.of(asked);
        stateBefore = state;
        state = State.ASKING;
        return asked.refusal().isDone() ? decided() : Step.AWAIT_DECISION;
    }

    private Step accept(Question answered) {
        if (answered.verb() == Verb.AUTH) {
            return Step.reply(Replies.AUTHENTICATED);
        }
        if (answered.recipient().isEmpty()) {
            return noticingMail(Step.reply(Replies.SENDER_OK));
        }
        envelope.add(answered.recipient().get());
        tolerance.forgiveCommand(); // There is a limit of their own.
        return Step.reply(Replies.RECIPIENT_OK);
    }

    /** Lists have members that are gone, so these are no errors; but who tries names until one exists is turned away. */
    private Step refuseRecipient(Reply refusal) {
        if (tolerance.unknownRecipientExceeds()) {
            return close(endings.tooManyUnknownRecipients());
        }
        return Step.reply(refusal);
    }

    private Reply hello(Verb verb, String name) throws Refusal {
        introduction = Introduction.by(verb, name);
        forgetEnvelope();
        if (!introduction.extended()) {
            return Reply.plain(250, List.of(settings.hostName()));
        }
        tls.announced();
        Security security = tls.security();
        return authentication
                .capability(security)
                .map(auth -> settings.capabilities().announce(security, auth))
                .orElseGet(() -> settings.capabilities().announce(security));
    }

    /** The same value that EHLO announces decides here, so that the two can never differ. */
    private Step startTls(ByteBuffer rest) {
        return switch (tls.security()) {
            case NO_TLS -> answer(Replies.TLS_NOT_AVAILABLE);
            case TLS_ACTIVE -> answer(Replies.ALREADY_SECURED);
            case TLS_OFFERED, TLS_REQUIRED -> {
                if (rest.hasRemaining()) {
                    yield tls.sighted(close(endings.plaintextBehindStartTls()), Sighting.PLAINTEXT_BEHIND_STARTTLS);
                }
                stateBefore = state;
                state = State.STARTING_TLS;
                yield Step.START_TLS;
            }
        };
    }

    /** A refused command is counted; the last one that is tolerated is answered with the end of the connection. */
    private Step answer(Reply reply) {
        return answer(reply, 1);
    }

    private Step answer(Reply reply, int times) {
        if (reply.isPermanentFailure() && tolerance.errorExceeds()) {
            return close(endings.tooManyErrors());
        }
        return Step.reply(reply, times);
    }

    private int repliesToContent() {
        return settings.service().repliesToContent(envelope.recipientCount());
    }

    private Step noticingMail(Step step) {
        if (hasBegunMail) {
            return step;
        }
        hasBegunMail = true;
        return step.firstMail(tls.security());
    }

    private Step close(Step step) {
        state = State.CLOSED;
        return step;
    }

    private void forgetEnvelope() {
        envelope = new EnvelopeBuilder(settings, tls.security(), authentication);
        content.forget();
    }
}
