package org.postern.bench.machine;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses of this machine that are reached by itself alone. */
public final class Loopback {
    /** Where servers listen. */
    public static final InetAddress SERVERS = ip(1);

    private Loopback() {}

    /** One of {@code 127.0.0.1} to {@code 127.0.0.254}. */
    public static InetAddress ip(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e); // Four octets always are an address.
        }
    }
}
