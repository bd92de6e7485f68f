package org.postern.net;

import java.net.InetAddress;

/**
 * Who may speak at an address. Immutable.
 *
 * @param proxies whose connections begin with a PROXY header that is believed
 * @param allowed which clients are served; all if it is empty
 * @param denied which are not served, even if allowed
 * @param transcribed whose conversations are written down
 */
public record PeerRules(Networks proxies, Networks allowed, Networks denied, Networks transcribed) {
    boolean isProxy(InetAddress peer) {
        return proxies.contain(peer);
    }

    public boolean hasProxies() {
        return !proxies.isEmpty();
    }

    boolean isTranscribed(InetAddress peer) {
        return transcribed.contain(peer);
    }

    boolean serve(InetAddress peer) {
        return (allowed.isEmpty() || allowed.contain(peer)) && !denied.contain(peer);
    }
}
