package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The conversation with one peer, from greeting to close. Not thread-safe: one connection, one thread at a time.
 *
 * <p>The owner of the socket calls {@link #greet()} once, then {@link #receive} with what came in, and does what each
 * step says. The same object goes on after STARTTLS, having forgotten everything (RFC 3207 section 4.2). What may happen when
 * is the {@link Protocol}; a call that it does not have in the present state is a fault of the owner, and fails.
 */
public final class Conversation {
    private static final Set<State> CONTENT_COMES = EnumSet.of(State.DATA, State.CHUNK, State.REFUSED_CHUNK);

    private final Session session;
    private final LineFramer lines;
    private final Decisions decisions;
    private final Contents contents;
    private final Authentication authentication;
    private final Commands commands;

    /**
     * Begins a conversation.
     *
     * @param security how the connection begins
     */
    public Conversation(ConversationSettings settings, Security security, MessageStore store, Authenticator users) {
        this.session = new Session(settings, new TlsStanding(security), users, store);
        this.lines = new LineFramer(settings.limits().commands().maxCommandLineBytes());
        this.decisions = new Decisions(session);
        this.contents = new Contents(session, store);
        this.authentication = new Authentication(session, decisions);
        this.commands = new Commands(session, store, decisions, contents, authentication);
    }

    public Step greet() {
        session.on(Event.GREETED);
        return Step.reply(session.settings().greeting());
    }

    /** Says instead of a greeting that the server serves no client without TLS, and that there is none. */
    public Step refuseWithoutTls() {
        return session.close(session.endings().tlsRequiredButUnavailable());
    }

    /** Takes octets up to the next step. Call again with the rest while the step says {@link Step.Next#CONTINUE}. */
    public Step receive(ByteBuffer in) {
        return switch (state()) {
            case SILENT, SILENT_IN_TLS -> receiveEarly(in);
            case CONNECTED, READY, AUTHENTICATING, SENDER, RECIPIENTS, BETWEEN_CHUNKS -> receiveLine(in);
            case DATA -> contents.receiveData(in);
            case CHUNK, REFUSED_CHUNK -> contents.receiveChunk(in);
            case DECIDING_SENDER,
                    DECIDING_FIRST_RECIPIENT,
                    DECIDING_RECIPIENT,
                    DECIDING_CREDENTIALS,
                    DELIVERING,
                    STARTING_TLS,
                    HANDSHAKING,
                    CLOSED -> Step.AWAIT_INPUT;
        };
    }

    /** What {@link Step.Next#AWAIT_DECISION} waits for; completes on any thread. */
    public CompletableFuture<?> decision() {
        return decisions.awaited();
    }

    /** The decision of {@link Step.Next#AWAIT_DECISION} is there. */
    public Step decided() {
        return decisions.decided();
    }

    /**
     * The outcome of {@link Step.Next#DELIVER} is known, and this is how the peer hears it.
     *
     * @param outcomes one for all recipients or, where each is answered for (RFC 2033 section 4.2), one for each
     */
    public Step delivered(List<Reply> outcomes) {
        return contents.delivered(outcomes);
    }

    /** The content could not be kept, through no fault of the peer. The rest is read and dropped. */
    public void bodyFailed() {
        session.content().fail(Replies.CONTENT_NOT_STORED);
    }

    /** The TLS engine of {@link Step.Next#START_TLS} exists. The reply is the last thing said in plaintext. */
    public Step tlsReady() {
        session.on(Event.TLS_READY);
        return Step.reply(Replies.READY_FOR_TLS);
    }

    /** There is no TLS engine after all. The conversation goes on as it was. */
    public Step tlsNotReady() {
        session.on(Event.TLS_FAILED);
        return Step.reply(Replies.TLS_FAILED_TO_START);
    }

    /** The handshake is complete. */
    public void secured() {
        session.on(Event.SECURED);
        session.tls().activate();
        session.forgetEverything();
    }

    /** The peer took too long. */
    public Step timedOut() {
        return session.close(session.endings().timeout());
    }

    /** There is no memory for what the peer has sent or does not read. At any time: what waits for an answer is not waited for. */
    public Step memoryShort() {
        return session.close(session.endings().memoryShort());
    }

    /** Octets of memory that a command takes whose end has not come. */
    public long held() {
        return lines.held() + authentication.held();
    }

    /** This server is going away. */
    public Step shutDown() {
        return session.close(session.endings().shutDown());
    }

    /** Nothing more will be said: what was kept for the message that the peer was about to give is not needed any more. */
    public void end() {
        session.on(Event.CONNECTION_ENDED);
        session.forgetEnvelope();
        lines.forget();
    }

    /** What the peer called itself; empty before it did. */
    public String heloName() {
        return session.introduction().name();
    }

    /** Where it stands. */
    State state() {
        return session.state();
    }

    /** Whether the next line is a response of an authentication, which is secret. */
    public boolean isAuthenticating() {
        return state() == State.AUTHENTICATING;
    }

    /** Whether the content of a message is coming in. */
    public boolean isReceivingData() {
        return CONTENT_COMES.contains(state());
    }

    /** The protocol by its name in RFC 3848 or RFC 6531 section 4.3. */
    public String protocol() {
        return session.hello().protocol();
    }

    /** The header fields that this server owes the message that is being delivered, and that it does not have. */
    public Set<String> fieldsToAdd() {
        return session.service().completesHeader() ? session.content().lastMissing() : Set.of();
    }

    /** What a client that does not wait for the greeting says does not count; but a ClientHello is no impatience. */
    private Step receiveEarly(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return Step.AWAIT_INPUT;
        }
        return lines.next(in) == LineFramer.Event.CLIENT_HELLO
                ? clientHello()
                : session.close(session.endings().spokenTooEarly());
    }

    private Step clientHello() {
        return session.tls().clientHello(session.close(Step.close(Step.CloseReason.CLIENT_HELLO_IN_PLAINTEXT)));
    }

    private Step receiveLine(ByteBuffer in) {
        lines.expectResponses(isAuthenticating());
        LineFramer.Event event = lines.next(in);
        if (event == LineFramer.Event.CLIENT_HELLO) {
            return clientHello();
        }
        if (event == LineFramer.Event.FOREIGN) {
            return session.close(Step.foreign(lines.foreign().orElseThrow()));
        }
        if (event == LineFramer.Event.NONE) {
            return Step.AWAIT_INPUT;
        }
        String line = lines.takeLine();
        session.tls().spoken();
        if (session.errorLimits().commandExceeds()) {
            return session.close(session.endings().tooManyCommands());
        }
        return isAuthenticating() ? response(event, line) : command(event, line, in);
    }

    private Step command(LineFramer.Event event, String line, ByteBuffer rest) {
        Optional<ForeignProtocol> foreign = ForeignProtocol.ofLine(line);
        if (foreign.isPresent()) {
            return session.close(session.endings().foreign(foreign.get()));
        }
        return switch (event) {
            case TOO_LONG -> commands.refuse(line, Replies.LINE_TOO_LONG);
            case BARE_LINE_BREAK -> commands.refuse(line, Replies.BARE_LINE_BREAK);
            default -> commands.execute(line, rest);
        };
    }

    private Step response(LineFramer.Event event, String line) {
        return switch (event) {
            case TOO_LONG -> authentication.refuse(Replies.AUTH_LINE_TOO_LONG);
            case BARE_LINE_BREAK -> authentication.refuse(Replies.BARE_LINE_BREAK);
            default -> authentication.respond(line);
        };
    }
}
