package org.postern.net;

import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/** Netty's TLS layer, which tells how much it keeps. */
final class TlsLayer extends SslHandler {
    TlsLayer(SSLEngine engine) {
        super(engine);
    }

    TlsLayer(SSLEngine engine, Executor tasks) {
        super(engine, tasks);
    }

    /** The room of what has come of a record that is not complete. */
    int held() {
        return internalBuffer().capacity();
    }
}
