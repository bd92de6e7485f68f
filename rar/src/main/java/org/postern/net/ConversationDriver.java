package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.Authenticator;
import org.postern.smtp.Conversation;
import org.postern.smtp.Envelope;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.Service;
import org.postern.smtp.Step;

/**
 * Drives the conversation with one peer: gives it what comes in and does what its steps say, all on the channel's event
 * loop. Nothing is read while a message is delivered or moved to its file, or while the peer does not read: that is the
 * backpressure.
 */
final class ConversationDriver {
    private enum Phase {
        /** Not greeted yet, to see whether the peer can wait. */
        SILENT,
        TALKING,
        ASKING,
        DELIVERING,
        SPILLING,
        CLOSING
    }

    /** How long the last reply may take to reach the peer. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ChannelHandlerContext ctx;
    private final ConnectionFacts facts;
    private final AcceptorSettings settings;
    private final Time time;
    private final EventLoopTasks loop;
    private final Conversation conversation;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final MessageTransfer messages;
    private final Deadline deadline;
    private final TlsUpgrade tls;
    private final Receipts receipts = new Receipts();
    private final LingeringClose farewell;
    private final StepEvents stepEvents;
    private final Buffers buffers;
    private Optional<DataPace> pace = Optional.empty();
    private Phase phase = Phase.TALKING;
    private boolean shutDownAfterwards;
    private boolean memoryShortAfterwards;
    private boolean inputEnded;

    ConversationDriver(
            ChannelHandlerContext ctx,
            ConnectionFacts facts,
            AcceptorSettings settings,
            ConnectionServices services,
            MessageHandlerFactory handlers) {
        this.ctx = ctx;
        this.facts = facts;
        this.settings = settings;
        this.time = services.time();
        this.loop = new EventLoopTasks(ctx);
        this.tls = new TlsUpgrade(
                ctx,
                facts,
                settings.offers().offerFor(facts.local()),
                services.events(),
                services.blocking(),
                time,
                tlsAtProxy());
        Authenticator users = settings.knowsUsers()
                ? new SessionAuthenticator(facts, tls, settings.certificateUser(), services.realm())
                : Authenticator.none();
        this.messages = new MessageTransfer(facts, settings, services, handlers, tls, users);
        this.conversation = new Conversation(settings.conversation(), tls.security(), messages, users);
        Transcript transcript = new Transcript(
                facts,
                services.events(),
                settings.peers().isTranscribed(facts.peer().getAddress()));
        this.incoming = new Incoming(transcript);
        this.outgoing = new Outgoing(ctx, transcript, receipts);
        this.farewell = new LingeringClose(ctx, outgoing, tls, receipts);
        this.stepEvents = new StepEvents(facts, services.events());
        this.buffers = new Buffers(
                ctx.channel(),
                conversation,
                incoming,
                outgoing,
                tls,
                services.memory().buffers());
        this.deadline = new Deadline(
                ctx.channel().eventLoop(),
                services.time(),
                loop.guarded(this::timeOut),
                settings.timeouts().session());
    }

    /** The connection is there: greet, or wait for the handshake. */
    void begin() {
        stepEvents.begin();
        boolean implicit = settings.listen().implicitTls();
        if (tls.isImpossible(implicit)) {
            refuse(implicit);
        } else if (implicit) {
            beginTls(tls.firstEngine());
        } else if (mustBeSilent()) {
            phase = Phase.SILENT;
            deadline.in(settings.timeouts().greeting());
            ctx.read();
        } else {
            perform(conversation.greet());
        }
        settle();
    }

    /** Octets have come in; they are this object's now. */
    void receive(ByteBuf octets) {
        receipts.heard();
        tls.heard();
        stepEvents.heard(octets.readableBytes());
        if (phase == Phase.CLOSING || memoryShortAfterwards) {
            octets.release();
            return;
        }
        int count = octets.readableBytes();
        incoming.add(ctx.alloc(), octets);
        if (phase == Phase.SILENT) {
            phase = Phase.TALKING;
            converseEarly();
            return;
        }
        if (conversation.isReceivingData()) {
            deadline.in(paceOfData().after(count, time.nanos()));
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
            outgoing.flush().addListener(sent -> buffers.count());
        }
        if (!buffers.count()) {
            endForMemory();
        }
        if (phase == Phase.TALKING && messages.isFull()) {
            spill();
        } else if (inputEnded && phase == Phase.TALKING && ctx.channel().isWritable()) {
            endAfterInput();
        } else if (phase == Phase.CLOSING
                || (phase == Phase.TALKING && ctx.channel().isWritable())) {
            ctx.read();
        }
    }

    /** The TLS handshake is complete. */
    void secured() {
        if (tls.isCalledOff()) {
            notSecured(new SSLException("Received user_canceled"));
            return;
        }
        tls.complete();
        stepEvents.heard(0);
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

    /** The peer wants a second TLS handshake. */
    void renegotiated(Throwable cause) {
        if (phase != Phase.CLOSING) {
            tls.fail(cause);
            beginToClose();
        }
        tls.cut();
    }

    /** The TLS handshake has failed. Nothing is said in plaintext after that. */
    void notSecured(Throwable cause) {
        if (phase != Phase.CLOSING) {
            tls.fail(cause);
            beginToClose();
        }
        ctx.close();
    }

    /** This address is going away. */
    void shutDown() {
        if (phase == Phase.DELIVERING || phase == Phase.ASKING) {
            shutDownAfterwards = true;
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
            beginToClose();
            farewell.lingering();
        }
    }

    /** The peer sends nothing more, but may wait for replies. Whether it has read any, nobody knows. */
    void endInput() {
        inputEnded = true;
        receipts.inputEnded();
        if (phase == Phase.CLOSING) {
            farewell.afterInput();
        } else {
            settle();
        }
    }

    /** The same, said by the peer's TLS layer. */
    void closeNotified() {
        receipts.closeNotified();
        endInput();
    }

    /** The connection broke: what was sent need not have arrived. */
    void breakOff() {
        receipts.lose();
        ctx.close();
    }

    /** The connection is no more. A delivery under way goes on, its content belongs to it. */
    void gone() {
        receipts.lose();
        if (tls.isHandshaking() && phase != Phase.CLOSING) {
            tls.fail(new ClosedChannelException());
        }
        phase = Phase.CLOSING;
        deadline.cancel();
        incoming.release();
        outgoing.release();
        buffers.close();
        forget();
    }

    /** Behind a proxy that took TLS off, unless another TLS begins here all the same. */
    private Optional<TlsFacts> tlsAtProxy() {
        return settings.listen().implicitTls()
                ? Optional.empty()
                : facts.proxy().flatMap(ProxyFacts::tls);
    }

    private void converse() {
        Step.Next next = Step.Next.CONTINUE;
        while (next != Step.Next.AWAIT_INPUT
                && phase == Phase.TALKING
                && !messages.isFull()
                && ctx.channel().isWritable()) {
            Step step = incoming.giveTo(conversation);
            next = step.next();
            perform(step);
        }
    }

    private void perform(Step step) {
        stepEvents.tell(step);
        step.replies().forEach(outgoing::add);
        switch (step.next()) {
            case AWAIT_INPUT -> {}
            case CONTINUE -> {
                pace = Optional.empty();
                deadline.in(settings.timeouts().command());
            }
            case AWAIT_DECISION -> ask();
            case DELIVER -> deliver(step.envelope().orElseThrow());
            case START_TLS -> startTls();
            case CLOSE -> {
                beginToClose();
                sayFarewell(step.closeReason().orElseThrow());
            }
        }
    }

    /** A handshake will not be completed, and nothing leaves before it is. */
    private void endAfterInput() {
        if (tls.isHandshaking()) {
            ctx.close();
        } else {
            farewell.afterInput();
        }
    }

    /** What has come is dropped, so the conversation cannot go on; but whoever waits for an outcome hears that. */
    private void endForMemory() {
        if (phase == Phase.ASKING || phase == Phase.DELIVERING) {
            incoming.release();
            memoryShortAfterwards = true;
        } else if (phase != Phase.CLOSING) {
            if (tls.isHandshaking() || buffers.heldAnyhow() > Holding.LITTLE) {
                stepEvents.tell(conversation.memoryShort());
                beginToClose();
                // Nobody could be told who does not read, and what is kept would stay meanwhile.
                receipts.lose();
                ctx.pipeline().firstContext().close();
            } else {
                perform(conversation.memoryShort());
            }
        }
    }

    private void sayFarewell(Step.CloseReason reason) {
        if (inputEnded) {
            farewell.afterInput();
        } else {
            farewell.afterReply(reason);
        }
    }

    /** Only other servers are tried: clients of users and relays of one's own are known to be what they are. */
    private boolean mustBeSilent() {
        return !settings.timeouts().greeting().isZero()
                && settings.conversation().service() == Service.SMTP;
    }

    /** A ClientHello is something else than impatience, and told apart by the conversation. */
    private void converseEarly() {
        Step step = incoming.giveTo(conversation);
        perform(
                step.closeReason()
                                .filter(Step.CloseReason.CLIENT_HELLO_IN_PLAINTEXT::equals)
                                .isPresent()
                        ? step
                        : conversation.spokenTooEarly());
        settle();
    }

    private DataPace paceOfData() {
        if (pace.isEmpty()) {
            Timeouts timeouts = settings.timeouts();
            pace = Optional.of(new DataPace(timeouts.data(), timeouts.minOctetsPerSecond(), time.nanos()));
        }
        return pace.get();
    }

    /** A peer that waits for a TLS handshake could not read a reply. */
    private void refuse(boolean implicitTls) {
        if (implicitTls) {
            beginToClose();
            ctx.close();
        } else {
            perform(conversation.refuseWithoutTls());
        }
    }

    private void spill() {
        phase = Phase.SPILLING;
        deadline.in(settings.timeouts().data());
        loop.when(messages.spill(), (done, failure) -> spilled(failure));
    }

    private void spilled(@Nullable Throwable failure) {
        if (failure != null) {
            messages.notSpilled(failure);
        }
        if (phase != Phase.SPILLING) {
            return;
        }
        if (failure != null) {
            conversation.bodyFailed();
        }
        phase = Phase.TALKING;
        deadline.in(
                conversation.isReceivingData()
                        ? paceOfData().resumed(time.nanos())
                        : settings.timeouts().command());
        proceed();
    }

    private void ask() {
        phase = Phase.ASKING;
        deadline.clear();
        loop.when(conversation.decision(), (decision, failure) -> decided(failure));
    }

    private void decided(@Nullable Throwable failure) {
        if (phase != Phase.ASKING) {
            return;
        }
        if (failure != null) {
            stepEvents.failed(failure);
        }
        phase = Phase.TALKING;
        perform(conversation.decided());
        proceedOrShutDown();
    }

    private void deliver(Envelope envelope) {
        phase = Phase.DELIVERING;
        deadline.clear();
        watchPeer();
        MessageHandler handler = messages.handler();
        receipts.begin(handler);
        loop.when(
                messages.deliver(conversation, envelope),
                (outcomes, failure) -> delivered(handler, outcomes, failure));
        if (!incoming.isEmpty()) {
            receipts.heard();
        }
    }

    /**
     * Reads once more, so that what came before the reply is not taken for a receipt of it. A peer may end its direction
     * meanwhile and wait for the reply, or end the connection.
     */
    private void watchPeer() {
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ctx.read();
    }

    private void delivered(
            MessageHandler handler, @Nullable List<Reply> outcomes, @Nullable Throwable failure) {
        if (outcomes == null) {
            undelivered(failure);
            return;
        }
        receipts.answer(handler, !outcomes.stream().allMatch(Reply::isFailure));
        if (phase != Phase.DELIVERING) {
            return;
        }
        phase = Phase.TALKING;
        perform(conversation.delivered(outcomes));
        proceedOrShutDown();
    }

    /** The handler has failed to tell an outcome: the client hears of no more than that, and may come again. */
    private void undelivered(@Nullable Throwable failure) {
        stepEvents.failed(failure == null ? new IllegalStateException("No outcome") : failure);
        if (phase == Phase.DELIVERING) {
            fail();
        }
    }

    private void proceedOrShutDown() {
        if (memoryShortAfterwards && phase == Phase.TALKING) {
            perform(conversation.memoryShort());
        } else if (shutDownAfterwards && phase == Phase.TALKING) {
            perform(conversation.shutDown());
        } else {
            proceed();
        }
    }

    private void startTls() {
        Optional<SSLEngine> engine = tls.engine();
        if (engine.isEmpty()) {
            perform(conversation.tlsNotReady());
            return;
        }
        perform(conversation.tlsReady());
        outgoing.flush();
        beginTls(engine.get());
    }

    private void beginTls(SSLEngine engine) {
        deadline.in(settings.timeouts().handshake());
        tls.begin(engine);
    }

    private void timeOut() {
        if (phase == Phase.CLOSING) {
            breakOff();
        } else if (phase == Phase.SILENT) {
            phase = Phase.TALKING;
            perform(conversation.greet());
            settle();
        } else if (tls.isHandshaking()) {
            notSecured(new SslHandshakeTimeoutException(
                    "No handshake within " + settings.timeouts().handshake().toMillis() + " ms"));
        } else {
            perform(conversation.timedOut());
        }
    }

    private void beginToClose() {
        phase = Phase.CLOSING;
        incoming.release();
        forget();
        deadline.inAnyCase(LINGER);
    }

    /** A message that is delivered already is the handlers's. */
    private void forget() {
        conversation.end();
        messages.drop();
    }
}
