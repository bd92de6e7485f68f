package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.postern.tls.NativeTls;
import org.postern.tls.NoNativeTls;
import org.postern.tls.Responders;
import org.postern.tls.TicketSecrets;

/** What connections come through: the operating system's sockets, or the network of a simulation. Thread-safe. */
public interface Transport {
    /**
     * Makes event loops. Each asks the executor for a thread when its first channel comes, and keeps it until it is shut
     * down.
     */
    EventLoopGroup loops(int threads, Executor executor);

    /** Makes channels that such an address can be bound with. */
    ChannelFactory<? extends ServerChannel> servers(ListenAddress listen);

    /**
     * The TLS that connections may have instead of the JDK's. Loads nothing yet.
     *
     * @param secrets that other instances have, too
     */
    default NativeTls tls(TicketSecrets secrets, Time time) {
        return new NoNativeTls();
    }

    /** The way to OCSP responders, for addresses whose certificates are stapled. Opens nothing yet. */
    default Responders responders(Time time) {
        return Responders.none();
    }

    /**
     * Takes a bound channel of its making out of its event loop, for good. The address stays bound.
     *
     * @return happens when the event loop has let go of it
     */
    CompletionStage<BoundSocket> keep(Channel server);
}
