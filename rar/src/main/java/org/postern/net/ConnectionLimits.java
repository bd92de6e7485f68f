package org.postern.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * How many connections an adapter serves, and who counts as one of those that they are for. Immutable.
 *
 * @param inAll at a time
 * @param ofPeer at a time from one peer
 * @param ofNetwork at a time from one network
 * @param ipv4Prefix how many bits the addresses of an IPv4 network have in common
 * @param ipv6Prefix how many bits the addresses of an IPv6 network have in common
 * @param ofPeerPerMinute begun in a minute by one peer; 0 for no limit
 */
public record ConnectionLimits(
        int inAll, int ofPeer, int ofNetwork, int ipv4Prefix, int ipv6Prefix, int ofPeerPerMinute) {
    private static final int IPV4_BITS = 32;

    /** Who counts as one peer: an address of IPv4, a network of IPv6. Who has one address there has all of them. */
    public IpNetwork peer(InetAddress ip) {
        return IpNetwork.around(ip, ip instanceof Inet4Address ? IPV4_BITS : ipv6Prefix);
    }

    IpNetwork network(InetAddress ip) {
        return IpNetwork.around(ip, ip instanceof Inet4Address ? ipv4Prefix : ipv6Prefix);
    }
}
