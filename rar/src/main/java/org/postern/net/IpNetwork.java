package org.postern.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.ip.IpLiteral;

/**
 * The addresses that have their first bits in common (RFC 4632, RFC 4291 section 2.3). Immutable.
 *
 * @param ip any of them
 * @param prefix how many bits; 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record IpNetwork(InetAddress ip, int prefix) {
    private static final Pattern CIDR = Pattern.compile("(?<ip>[^/]+)(?:/(?<prefix>\\d{1,3}))?");

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or an address alone. */
    static Optional<IpNetwork> parse(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (!cidr.matches()) {
            return Optional.empty();
        }
        Optional<InetAddress> ip = IpLiteral.parse(cidr.group("ip"));
        int bits = ip.map(found -> found.getAddress().length * Byte.SIZE).orElse(0);
        int prefix =
                Optional.ofNullable(cidr.group("prefix")).map(Integer::parseInt).orElse(bits);
        return ip.filter(found -> prefix <= bits).map(found -> new IpNetwork(found, prefix));
    }

    /** The network of an address: the same for all that are in it. */
    static IpNetwork around(InetAddress ip, int prefix) {
        byte[] octets = ip.getAddress();
        for (int bit = prefix; bit < octets.length * Byte.SIZE; bit++) {
            octets[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        try {
            return new IpNetwork(InetAddress.getByAddress(octets), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has always as many octets: " + ip, e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = ip.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int rest = Byte.SIZE - prefix % Byte.SIZE;
        return rest == Byte.SIZE || (ours[whole] & 0xff) >> rest == (theirs[whole] & 0xff) >> rest;
    }

    @Override
    public String toString() {
        return IpLiteral.format(ip) + "/" + prefix;
    }
}
