package org.postern.net;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** The TLS layer under one connection: put there once, at the start or by STARTTLS. */
final class TlsUpgrade {
    private final ChannelHandlerContext ctx;
    private final Duration handshakeTimeout;
    private Optional<SslHandler> handler = Optional.empty();
    private Optional<TlsFacts> facts = Optional.empty();

    TlsUpgrade(ChannelHandlerContext ctx, Duration handshakeTimeout) {
        this.ctx = ctx;
        this.handshakeTimeout = handshakeTimeout;
    }

    /** What was written before leaves in plaintext, everything after it is encrypted. */
    void begin(SSLEngine engine) {
        SslHandler layer = new SslHandler(engine);
        layer.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        handler = Optional.of(layer);
        ctx.pipeline().addFirst(layer);
    }

    /** The handshake is complete. */
    void complete() {
        facts = handler.map(layer -> TlsFacts.of(layer.engine().getSession()));
    }

    /** Nothing more will be written: TLS says so to the peer, if there is TLS. What the peer writes is still read. */
    ChannelFuture endOutput(ChannelPromise ended) {
        return handler.map(layer -> layer.closeOutbound(ended)).orElseGet(ended::setSuccess);
    }

    /** What the handshake agreed on. */
    Optional<TlsFacts> facts() {
        return facts;
    }
}
