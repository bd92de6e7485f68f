package org.postern.ip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP literals, read and written without ever asking DNS. */
public final class IpLiteral {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]+");
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_GROUPS = 8;

    private IpLiteral() {}

    /**
     * Reads a bare literal: no brackets, no scope id, no port, and for IPv4 exactly four decimal octets without leading
     * zeros (elsewhere a leading zero means octal). A v4-mapped IPv6 literal gives the IPv4 address.
     */
    public static Optional<InetAddress> parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return literal(text);
        }
        // In brackets and with a colon, the JDK takes the text as an IPv6 literal or not at all.
        return text.indexOf(':') >= 0 && IPV6_CHARACTERS.matcher(text).matches()
                ? literal("[" + text + "]")
                : Optional.empty();
    }

    /** Writes an address as RFC 5952 wants it: lower case, the longest run of zero groups as {@code ::}. */
    public static String format(InetAddress ip) {
        byte[] octets = ip.getAddress();
        return octets.length == IPV4_OCTETS ? ip.getHostAddress() : compressed(groups(octets));
    }

    /** The same address as a connection would report it: no host name, no scope id, v4-mapped IPv6 as IPv4. */
    public static InetAddress normalised(InetAddress ip) {
        try {
            return InetAddress.getByAddress(ip.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An IP address has 4 or 16 octets: " + ip, e);
        }
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int[] groups(byte[] octets) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(octets[2 * i]) << Byte.SIZE | Byte.toUnsignedInt(octets[2 * i + 1]);
        }
        return groups;
    }

    private static String compressed(int[] groups) {
        int gapStart = 0;
        int gapLength = 1; // RFC 5952 4.2.2: a single zero group is not compressed
        for (int i = 0; i < IPV6_GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > gapLength) {
                gapStart = i;
                gapLength = zeros;
            }
        }
        if (gapLength == 1) {
            return joined(groups, 0, IPV6_GROUPS);
        }
        return joined(groups, 0, gapStart) + "::" + joined(groups, gapStart + gapLength, IPV6_GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < IPV6_GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String joined(int[] groups, int start, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = start; i < end; i++) {
            text.append(i == start ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
