package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection on its channel: passes on to the {@link ConversationDriver} what Netty reports. The one place where
 * exceptions become replies.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private final ConnectionFacts facts;
    private final AcceptorSettings settings;
    private final ConnectionServices services;
    private final MessageHandlerFactory handlers;
    private @Nullable ConversationDriver driver;

    Connection(
            ConnectionFacts facts,
            AcceptorSettings settings,
            ConnectionServices services,
            MessageHandlerFactory handlers) {
        this.facts = facts;
        this.settings = settings;
        this.services = services;
        this.handlers = handlers;
    }

    /** Ends the connection with 421, at once or after the delivery under way. On the event loop only. */
    void shutDown() {
        driver().shutDown();
    }

    /** Not when it is added: what fails there Netty takes out of the pipeline, and leaves the connection open. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        driver = new ConversationDriver(ctx, facts, settings, services, handlers);
        driver.begin();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets) {
            driver().receive(octets);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        driver().flushAndRead();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        driver().writabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                driver().secured();
            } else {
                driver().notSecured(handshake.cause());
            }
        } else if (event == TlsLayer.CLOSE_NOTIFIED) {
            driver().closeNotified();
        } else if (event instanceof ChannelInputShutdownEvent) {
            driver().endInput();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (driver != null) {
            driver.gone();
        }
    }

    /** A broken connection or broken TLS is the peer's or the network's fault, everything else is ours. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof RenegotiationException) {
            driver().renegotiated(cause);
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            driver().breakOff();
        } else {
            fail(ctx, cause);
        }
    }

    /** What cannot even be told ends the connection without a word. */
    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        boolean told = false;
        try {
            services.events().failed(facts, cause);
            driver().fail();
            told = true;
        } finally {
            if (!told) {
                ctx.close();
            }
        }
    }

    private ConversationDriver driver() {
        ConversationDriver current = driver;
        if (current == null) {
            throw new IllegalStateException("The connection has not begun");
        }
        return current;
    }
}
