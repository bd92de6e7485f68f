package org.postern.ip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * IP and port of the accepted socket's local end.
 *
 * <p>Always in one form, so that equal ends are equal values: v4-mapped IPv6 becomes IPv4 (a dual-stack socket reports
 * IPv4 peers that way), and IPv6 scope ids are dropped (no administrator knows the number of an interface).
 */
public record LocalAddress(InetAddress ip, int port) {
    public static final int MAX_PORT = 65_535;

    public LocalAddress {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("Not a TCP port: " + port);
        }
        ip = IpLiteral.normalised(ip);
    }

    /** The local end as the socket reports it; the address must be resolved. */
    public static LocalAddress of(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("Not the address of a socket: " + address);
        }
        return new LocalAddress(address.getAddress(), address.getPort());
    }

    /** {@code 192.0.2.1:25}, {@code [2001:db8::1]:25}. */
    @Override
    public String toString() {
        return bracketed(ip) + ":" + port;
    }

    /** The address as it stands before a port: IPv6 in brackets. */
    public static String bracketed(InetAddress ip) {
        String literal = IpLiteral.format(ip);
        return ip instanceof Inet6Address ? "[" + literal + "]" : literal;
    }
}
