package org.postern.net;

import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.postern.ip.LocalAddress;

/**
 * Values that most connections of one acceptor have in common: one object for all of them, because thousands may be idle.
 * Thread-safe.
 */
final class CommonValues {
    private volatile @Nullable LocalAddress local;
    private volatile @Nullable WriteBufferWaterMark unread;

    /** The local end of a connection. */
    LocalAddress local(InetSocketAddress end) {
        LocalAddress found = LocalAddress.of(end);
        LocalAddress known = local;
        if (known != null && known.equals(found)) {
            return known;
        }
        local = found;
        return found;
    }

    /** From how many octets of replies that the client does not read nothing is read from it, and to how few. */
    WriteBufferWaterMark unread(int most) {
        WriteBufferWaterMark known = unread;
        if (known != null && known.high() == most) {
            return known;
        }
        WriteBufferWaterMark made = new WriteBufferWaterMark(most / 2, most);
        unread = made;
        return made;
    }
}
