package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.Conversation;
import org.postern.smtp.Envelope;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.Security;
import org.postern.smtp.Step;
import org.postern.smtp.Step.CloseReason;
import org.postern.tls.TlsOffer;

/**
 * Drives the conversation with one peer: gives it what comes in and does what its steps say, all on the channel's event
 * loop. Nothing is read while a message is delivered or moved to its file, or while the peer does not read: that is the
 * backpressure.
 */
final class Dialogue {
    private enum Phase {
        TALKING,
        DELIVERING,
        SPILLING,
        CLOSING
    }

    /** How long the last reply may take to reach the peer. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ChannelHandlerContext ctx;
    private final ConnectionFacts facts;
    private final AcceptorSettings settings;
    private final ConnectionServices services;
    private final MessageReceiver receiver;
    private final TlsOffer offer;
    private final Conversation conversation;
    private final Incoming incoming = new Incoming();
    private final Outgoing outgoing;
    private final CurrentBody body;
    private final MessageAssembler assembler;
    private final Deadline deadline;
    private final TlsUpgrade tls;
    private Phase phase = Phase.TALKING;
    private boolean shutDownAfterDelivery;

    Dialogue(
            ChannelHandlerContext ctx,
            ConnectionFacts facts,
            AcceptorSettings settings,
            ConnectionServices services,
            MessageReceiver receiver) {
        this.ctx = ctx;
        this.facts = facts;
        this.settings = settings;
        this.services = services;
        this.receiver = receiver;
        this.offer = settings.offers().offerFor(facts.local());
        this.body = new CurrentBody(settings, services.blocking());
        this.conversation = new Conversation(
                settings.conversation(), offer.usable() ? Security.TLS_OFFERED : Security.NO_TLS, body::begin);
        this.outgoing = new Outgoing(ctx);
        this.assembler = new MessageAssembler(facts, settings.conversation().hostName(), services);
        this.tls = new TlsUpgrade(ctx, settings.timeouts().handshake());
        this.deadline = new Deadline(ctx.channel().eventLoop(), () -> guarded(this::timeOut));
    }

    /** The connection is there: greet, or wait for the handshake. */
    void begin() {
        if (!settings.listen().implicitTls()) {
            perform(conversation.greet());
            deadline.in(settings.timeouts().command());
        } else if (!offer.usable()) {
            services.events().implicitTlsImpossible(facts, offer);
            ctx.close();
            return;
        } else {
            tls.begin(offer.newEngine());
        }
        settle();
    }

    /** Octets have come in; they are this object's now. */
    void receive(ByteBuf octets) {
        if (phase == Phase.CLOSING) {
            octets.release();
            return;
        }
        incoming.add(ctx.alloc(), octets);
        if (conversation.isReceivingData()) {
            deadline.in(settings.timeouts().data());
        }
        converse();
    }

    /** Goes on where waiting has ended. */
    void proceed() {
        converse();
        settle();
    }

    /** Sends what was said, and asks for more if it can be taken. */
    void settle() {
        if (!outgoing.isEmpty()) {
            outgoing.flush();
        }
        if (phase == Phase.TALKING && body.isFull()) {
            spill();
        } else if (phase == Phase.CLOSING
                || (phase == Phase.TALKING && ctx.channel().isWritable())) {
            ctx.read();
        }
    }

    /** The TLS handshake is complete. */
    void secured() {
        tls.complete();
        if (phase == Phase.CLOSING) {
            return; // The farewell was waiting for the handshake.
        }
        conversation.secured();
        if (settings.listen().implicitTls()) {
            perform(conversation.greet());
        }
        deadline.in(settings.timeouts().command());
        settle();
    }

    /** This address is going away. */
    void shutDown() {
        if (phase == Phase.DELIVERING) {
            shutDownAfterDelivery = true;
        } else if (phase != Phase.CLOSING) {
            perform(conversation.shutDown());
        }
    }

    /** Something of ours is broken. */
    void fail() {
        if (phase == Phase.CLOSING) {
            ctx.close();
        } else {
            outgoing.add(Replies.internalError(settings.conversation().hostName(), facts.id()));
            close(true);
        }
    }

    /** The connection is no more. A delivery under way goes on, its content belongs to it. */
    void gone() {
        phase = Phase.CLOSING;
        deadline.cancel();
        incoming.release();
        outgoing.release();
        body.drop();
    }

    private void converse() {
        Step.Next next = Step.Next.CONTINUE;
        while (next != Step.Next.AWAIT_INPUT
                && phase == Phase.TALKING
                && ctx.channel().isWritable()) {
            Step step = incoming.giveTo(conversation);
            next = step.next();
            perform(step);
        }
    }

    private void perform(Step step) {
        step.reply().ifPresent(outgoing::add);
        switch (step.next()) {
            case AWAIT_INPUT -> {}
            case CONTINUE -> deadline.in(settings.timeouts().command());
            case DELIVER -> deliver(step.envelope().orElseThrow());
            case START_TLS -> startTls();
            case CLOSE -> close(step.closeReason().orElseThrow());
        }
    }

    private void spill() {
        phase = Phase.SPILLING;
        deadline.in(settings.timeouts().data());
        body.spill().whenComplete((done, failure) -> onEventLoop(() -> spilled(failure)));
    }

    private void spilled(@Nullable Throwable failure) {
        if (phase != Phase.SPILLING) {
            return;
        }
        if (failure != null) {
            services.events().contentNotStored(facts, failure);
            conversation.bodyFailed();
        }
        phase = Phase.TALKING;
        deadline.in(settings.timeouts().data());
        proceed();
    }

    private void deliver(Envelope envelope) {
        phase = Phase.DELIVERING;
        deadline.clear();
        Content content = body.complete();
        receiver.receive(
                assembler.assemble(conversation, tls.facts(), envelope, content),
                outcome -> onEventLoop(() -> delivered(outcome)));
    }

    private void delivered(Reply outcome) {
        if (phase != Phase.DELIVERING) {
            return;
        }
        phase = Phase.TALKING;
        perform(conversation.delivered(outcome));
        if (shutDownAfterDelivery) {
            perform(conversation.shutDown());
        } else {
            proceed();
        }
    }

    private void startTls() {
        SSLEngine engine;
        try {
            engine = offer.newEngine();
        } catch (RuntimeException e) {
            services.events().engineFailed(facts, offer, e);
            perform(conversation.tlsNotReady());
            return;
        }
        perform(conversation.tlsReady());
        outgoing.flush();
        deadline.clear();
        tls.begin(engine);
    }

    private void timeOut() {
        if (phase == Phase.CLOSING) {
            ctx.close();
        } else {
            perform(conversation.timedOut());
        }
    }

    private void close(CloseReason reason) {
        if (reason == CloseReason.CLIENT_HELLO_IN_PLAINTEXT) {
            services.events().clientHelloInPlaintext(facts, offer.usable(), conversation.askedForTls());
            close(false);
            return;
        }
        if (reason != CloseReason.QUIT) {
            services.events().closed(facts, reason);
        }
        close(reason != CloseReason.QUIT);
    }

    /**
     * Sends what was said and closes.
     *
     * @param lingering the peer may be sending: closing with octets unread makes the operating system reset the
     *     connection, and the peer might never see the last reply. So only our direction is closed, for a moment.
     */
    private void close(boolean lingering) {
        phase = Phase.CLOSING;
        incoming.release();
        body.drop();
        deadline.in(LINGER);
        outgoing.flush().addListener(sent -> {
            if (lingering && ctx.channel() instanceof SocketChannel channel) {
                tls.endOutput(ctx.newPromise()).addListener(ended -> channel.shutdownOutput());
                ctx.read();
            } else {
                ctx.close();
            }
        });
    }

    private void onEventLoop(Runnable task) {
        try {
            ctx.executor().execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            // The adapter has stopped and the connection is gone: there is nobody left to tell.
        }
    }

    /** Outside of Netty's own calls nobody else would lead an exception to where it becomes a reply. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            ctx.pipeline().fireExceptionCaught(e);
        }
    }
}
