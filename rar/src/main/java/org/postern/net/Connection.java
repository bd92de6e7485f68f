package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection on its channel: passes on to the {@link Dialogue} what Netty reports. The one place where
 * exceptions become replies.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private final ConnectionFacts facts;
    private final AcceptorSettings settings;
    private final ConnectionServices services;
    private final MessageReceiver receiver;
    private @Nullable Dialogue dialogue;

    Connection(
            ConnectionFacts facts, AcceptorSettings settings, ConnectionServices services, MessageReceiver receiver) {
        this.facts = facts;
        this.settings = settings;
        this.services = services;
        this.receiver = receiver;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        dialogue = new Dialogue(ctx, facts, settings, services, receiver);
    }

    /** Ends the connection with 421, at once or after the delivery under way. On the event loop only. */
    void shutDown() {
        dialogue().shutDown();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        dialogue().begin();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets) {
            dialogue().receive(octets);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        dialogue().settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        dialogue().proceed();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                dialogue().secured();
            } else {
                dialogue().notSecured(handshake.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
            dialogue().closeNotified();
        } else if (event instanceof ChannelInputShutdownEvent) {
            dialogue().endInput();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dialogue().gone();
    }

    /** A broken connection or broken TLS is the peer's or the network's fault, everything else is ours. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof RenegotiationException) {
            dialogue().renegotiated(cause);
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            dialogue().breakOff();
        } else {
            services.events().failed(facts, cause);
            dialogue().fail();
        }
    }

    private Dialogue dialogue() {
        Dialogue current = dialogue;
        if (current == null) {
            throw new IllegalStateException("The handler is not part of a pipeline");
        }
        return current;
    }
}
