package org.postern.net;

/**
 * How many connections an adapter serves. Immutable.
 *
 * @param inAll at a time
 * @param ofPeer at a time from one IP address
 * @param ofNetwork at a time from one network
 * @param ipv4Prefix how many bits the addresses of an IPv4 network have in common
 * @param ipv6Prefix how many bits the addresses of an IPv6 network have in common
 * @param ofPeerPerMinute begun in a minute from one IP address; 0 for no limit
 */
public record ConnectionLimits(
        int inAll, int ofPeer, int ofNetwork, int ipv4Prefix, int ipv6Prefix, int ofPeerPerMinute) {}
