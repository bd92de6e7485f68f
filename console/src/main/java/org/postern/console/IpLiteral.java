package org.postern.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The IP address that a text is. A text that is none would be a name for Java, which it looks up: so Java is not asked then. */
final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** Java refuses what begins so, and is none, by itself; a zone may stand behind it (RFC 4007, section 11). */
    private static final Pattern V6 = Pattern.compile("(?=[0-9A-Fa-f]*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,32})?");

    private IpLiteral() {}

    /** What makes an address of its text. */
    interface Reading {
        InetAddress read(String text) throws UnknownHostException;
    }

    static Optional<InetAddress> of(String text) {
        return of(text, InetAddress::getByName);
    }

    static Optional<InetAddress> of(String text, Reading reading) {
        String literal = text.strip().replaceFirst("^\\[(.*:.*)]$", "$1"); // As in URLs.
        if (!V4.matcher(literal).matches() && !V6.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.read(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
