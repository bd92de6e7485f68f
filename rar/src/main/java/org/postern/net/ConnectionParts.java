package org.postern.net;

import io.netty.channel.ChannelHandlerContext;
import java.util.Optional;
import org.postern.smtp.Authenticator;
import org.postern.smtp.Conversation;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** What one connection is made of: its phases come and go, this stays. On the event loop only. */
final class ConnectionParts {
    private final ChannelHandlerContext ctx;
    private final ConnectionFacts facts;
    private final AcceptorSettings settings;
    private final EventLoopTasks loop;
    private final TlsUpgrade tls;
    private final MessageTransfer messages;
    private final Conversation conversation;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Receipts receipts = new Receipts();
    private final StepEvents events;
    private final Buffers buffers;
    private final ClientDeadline deadline;

    /**
     * Makes them.
     *
     * @param timedOut is run on the event loop when the client was waited for long enough
     */
    ConnectionParts(
            ChannelHandlerContext ctx,
            ConnectionFacts facts,
            AcceptorSettings settings,
            ConnectionServices services,
            MessageHandlerFactory handlers,
            Runnable timedOut) {
        this.ctx = ctx;
        this.facts = facts;
        this.settings = settings;
        this.loop = new EventLoopTasks(ctx);
        this.tls = tls(ctx, facts, settings, services);
        Optional<SessionAuthenticator> users = users(facts, tls, settings, services);
        this.messages = new MessageTransfer(facts, settings, services, handlers, tls, users);
        this.conversation = new Conversation(
                settings.conversation(),
                tls.security(),
                messages,
                users.<Authenticator>map(known -> known).orElseGet(Authenticator::none));
        Optional<Transcript> transcript = transcript(facts, settings, services);
        this.incoming = new Incoming(transcript);
        this.outgoing = new Outgoing(ctx, transcript, receipts);
        this.events = new StepEvents(facts, services.events());
        MemoryBudget memory = services.limits().memory().buffers();
        this.buffers = new Buffers(ctx.channel(), conversation, incoming, outgoing, tls, memory);
        this.deadline = new ClientDeadline(
                services.io().wheels().of(ctx.channel().eventLoop()), settings.timeouts(), loop.guarded(timedOut));
    }

    private static TlsUpgrade tls(
            ChannelHandlerContext ctx, ConnectionFacts facts, AcceptorSettings settings, ConnectionServices services) {
        // Behind a proxy that took TLS off, unless another TLS begins here all the same.
        Optional<TlsFacts> atProxy = settings.listen().implicitTls()
                ? Optional.empty()
                : facts.proxy().flatMap(ProxyFacts::tls);
        return new TlsUpgrade(
                ctx,
                facts,
                settings.offers().offerFor(facts.local()),
                services.events(),
                services.io().handshakes(),
                services.time(),
                atProxy);
    }

    private static Optional<SessionAuthenticator> users(
            ConnectionFacts facts, TlsUpgrade tls, AcceptorSettings settings, ConnectionServices services) {
        return settings.senders().users().map(user -> new SessionAuthenticator(facts, tls, user, services.realm()));
    }

    private static Optional<Transcript> transcript(
            ConnectionFacts facts, AcceptorSettings settings, ConnectionServices services) {
        return settings.peers().isTranscribed(facts.peer().getAddress())
                ? Optional.of(new Transcript(facts, services.events()))
                : Optional.empty();
    }

    ChannelHandlerContext ctx() {
        return ctx;
    }

    AcceptorSettings settings() {
        return settings;
    }

    EventLoopTasks loop() {
        return loop;
    }

    TlsUpgrade tls() {
        return tls;
    }

    MessageTransfer messages() {
        return messages;
    }

    Conversation conversation() {
        return conversation;
    }

    Incoming incoming() {
        return incoming;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    Receipts receipts() {
        return receipts;
    }

    LingeringClose farewell() {
        return new LingeringClose(ctx, incoming, outgoing, tls, receipts);
    }

    StepEvents events() {
        return events;
    }

    Buffers buffers() {
        return buffers;
    }

    ClientDeadline deadline() {
        return deadline;
    }

    /** Whether the client reads what it is told. */
    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /** What the client is told when something of ours is broken. */
    Reply internalError() {
        return Replies.internalError(settings.conversation().hostName(), facts.id());
    }

    /** Nothing more will be said: of a message that has not been handed over nothing is kept. */
    void forgetMessage() {
        conversation.end();
        messages.drop();
    }
}
