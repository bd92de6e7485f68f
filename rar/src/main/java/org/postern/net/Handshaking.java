package org.postern.net;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;

/** TLS has begun, and its handshake is not complete: nothing is understood, and nothing leaves, before it is. */
final class Handshaking extends Phase {
    private final SSLEngine engine;

    Handshaking(ConnectionParts parts, Phases phases, SSLEngine engine) {
        super(parts, phases);
        this.engine = engine;
    }

    @Override
    void begin() {
        parts().deadline().forHandshake();
        parts().tls().begin(engine);
    }

    /** A client that sends nothing more will not complete its handshake. */
    @Override
    void readOn() {
        if (parts().isWritable()) {
            if (parts().incoming().hasEnded()) {
                parts().ctx().close();
            } else {
                parts().ctx().read();
            }
        }
    }

    @Override
    void secured() {
        phases().talk();
        parts().conversation().secured();
        if (parts().settings().listen().implicitTls()) {
            phases().perform(parts().conversation().greet());
        }
        parts().deadline().forCommand();
        phases().flushAndRead();
    }

    /** The client could not read a reply. */
    @Override
    void memoryShort() {
        cutForMemory();
    }

    @Override
    void timedOut() {
        long waited = parts().settings().timeouts().handshake().toMillis();
        tlsFailed(new SslHandshakeTimeoutException("No handshake within " + waited + " ms"));
        parts().ctx().close();
    }

    @Override
    void gone() {
        parts().tls().fail(new ClosedChannelException());
    }
}
