package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.postern.smtp.Step;

/**
 * Drives the conversation with one client: takes what happens to its connection, lets the phase of it say what that means,
 * and does what the steps of the conversation say, all on the channel's event loop. Nothing is read while a message is
 * delivered or moved to its file, or while the client does not read: that is the backpressure.
 */
final class ConversationDriver implements Phases {
    private final ConnectionParts parts;
    private final Phase talking;
    private Phase phase;

    ConversationDriver(
            ChannelHandlerContext ctx,
            ConnectionFacts facts,
            AcceptorSettings settings,
            ConnectionServices services,
            MessageHandlerFactory handlers) {
        this.parts = new ConnectionParts(ctx, facts, settings, services, handlers, () -> phase.timedOut());
        this.talking = new Talking(parts, this);
        this.phase = new BeforeGreeting(parts, this);
    }

    /** The connection is there: greets, or waits for what comes before that. A client that ends its direction may still read. */
    void begin() {
        parts.ctx().channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        parts.events().begin();
        phase.enter();
        flushAndRead();
    }

    /** Octets have come in; they are this object's now. */
    void receive(ByteBuf octets) {
        int count = octets.readableBytes();
        parts.receipts().heard();
        parts.tls().heard();
        parts.events().heard(count);
        if (!phase.takesOctets()) {
            octets.release();
            return;
        }
        parts.incoming().add(parts.ctx().alloc(), octets);
        if (parts.conversation().isReceivingData()) {
            parts.deadline().forContent(count);
        }
        phase.received();
    }

    @Override
    public void proceed() {
        phase.proceed();
        flushAndRead();
    }

    @Override
    public void flushAndRead() {
        if (!parts.outgoing().isEmpty()) {
            ChannelFuture sent = parts.outgoing().flush();
            if (!sent.isDone()) {
                sent.addListener(late -> parts.buffers().count());
            }
        }
        if (!parts.buffers().count()) {
            phase.memoryShort();
        }
        phase.readOn();
    }

    /** The client has read, or does not. Netty says so in the middle of a write, when a step may have more to say first. */
    void writabilityChanged() {
        parts.loop().run(this::proceed);
    }

    /** The TLS handshake is complete, or the client has called it off. */
    void secured() {
        if (parts.tls().isCalledOff()) {
            notSecured(new SSLException("Received user_canceled"));
            return;
        }
        parts.tls().complete();
        parts.events().heard(0);
        phase.secured();
    }

    /** The client wants a second TLS handshake. */
    void renegotiated(Throwable cause) {
        phase.tlsFailed(cause);
        parts.tls().cut();
    }

    /** The TLS handshake has failed. Nothing is said in plaintext after that. */
    void notSecured(Throwable cause) {
        phase.tlsFailed(cause);
        parts.ctx().close();
    }

    /** This address is going away. */
    void shutDown() {
        phase.shutDown();
    }

    /** Something of ours is broken. */
    void fail() {
        phase.failed();
    }

    /** The client sends nothing more, but may wait for replies. Whether it has read any is not known. */
    void endInput() {
        parts.incoming().end();
        parts.receipts().inputEnded();
        phase.inputEnded();
    }

    /** The same, said by the client's TLS layer. */
    void closeNotified() {
        parts.receipts().closeNotified();
        endInput();
    }

    /** The connection broke: what was sent need not have arrived. */
    void breakOff() {
        parts.farewell().breakOff();
    }

    /** The connection is gone. */
    void gone() {
        parts.receipts().lose();
        phase.gone();
        enter(new Gone(parts, this));
    }

    @Override
    public void perform(Step step) {
        parts.events().tell(step);
        step.replies().forEach(parts.outgoing()::add);
        switch (step.next()) {
            case AWAIT_INPUT -> {}
            case CONTINUE -> parts.deadline().forCommand();
            case AWAIT_DECISION -> enter(new Deciding(parts, this));
            case DELIVER -> enter(new Delivering(parts, this, step.envelope().orElseThrow()));
            case START_TLS -> startTls();
            case CLOSE -> {
                close();
                parts.farewell().after(step.closeReason().orElseThrow());
            }
        }
    }

    @Override
    public void talk() {
        enter(talking);
    }

    @Override
    public boolean isTalking() {
        return phase == talking;
    }

    @Override
    public void handshake(SSLEngine engine) {
        enter(new Handshaking(parts, this, engine));
    }

    @Override
    public void spill() {
        enter(new Spilling(parts, this));
    }

    @Override
    public void close() {
        enter(new Closing(parts, this));
    }

    /** The one place where the phase changes. */
    private void enter(Phase next) {
        phase.leave();
        phase = next;
        phase.enter();
    }

    private void startTls() {
        Optional<SSLEngine> engine = parts.tls().engine();
        if (engine.isPresent()) {
            perform(parts.conversation().tlsReady());
            parts.outgoing().flush();
            handshake(engine.get());
        } else {
            perform(parts.conversation().tlsNotReady());
        }
    }
}
