package org.postern.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;

/**
 * What a client says about itself in its first message, as far as the choice of a certificate needs it (RFC 8446
 * section 4.1.2). Immutable.
 *
 * @param serverName the host that it asks for (RFC 6066 section 3), without the dot at the end of a full
 *     name; printable, with a question mark for each octet that is not
 * @param namesAHost whether that is one by the letter, or there is none: the JDK's TLS refuses all else
 * @param versions that it speaks, by their numbers
 * @param cipherSuites by their numbers
 * @param signatureSchemes that it can verify; absent if it does not say
 * @param groups among them the elliptic curves that it knows; absent if it does not say
 */
public record ClientHello(
        Optional<String> serverName,
        boolean namesAHost,
        Set<Integer> versions,
        Set<Integer> cipherSuites,
        Optional<Set<Integer>> signatureSchemes,
        Optional<Set<Integer>> groups) {
    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM_BYTES = 32;
    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int HOST_NAME = 0;

    /** RFC 1035 section 2.3.4. */
    private static final int MAX_NAME = 255;

    /** Reads a whole handshake message, header included; empty if it is none, or not well-formed. */
    public static Optional<ClientHello> parse(ByteBuffer handshakeMessage) {
        try {
            return read(handshakeMessage.slice());
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ClientHello> read(ByteBuffer message) {
        if (unsigned8(message) != CLIENT_HELLO) {
            return Optional.empty();
        }
        ByteBuffer body = take(message, unsigned8(message) << 16 | unsigned16(message));
        Set<Integer> versions = Set.of(unsigned16(body));
        take(body, RANDOM_BYTES);
        take(body, unsigned8(body)); // the session id
        Set<Integer> suites = numbers(take(body, unsigned16(body)));
        take(body, unsigned8(body)); // the compression methods
        Optional<byte[]> serverName = Optional.empty();
        Optional<Set<Integer>> schemes = Optional.empty();
        Optional<Set<Integer>> groups = Optional.empty();
        ByteBuffer extensions = body.hasRemaining() ? take(body, unsigned16(body)) : body;
        while (extensions.hasRemaining()) {
            int type = unsigned16(extensions);
            ByteBuffer data = take(extensions, unsigned16(extensions));
            switch (type) {
                case SERVER_NAME -> serverName = serverName(data);
                case SUPPORTED_GROUPS -> groups = Optional.of(numbers(take(data, unsigned16(data))));
                case SIGNATURE_ALGORITHMS -> schemes = Optional.of(numbers(take(data, unsigned16(data))));
                case SUPPORTED_VERSIONS -> versions = numbers(take(data, unsigned8(data)));
                default -> {}
            }
        }
        return Optional.of(new ClientHello(
                serverName.map(ClientHello::host),
                serverName.map(ClientHello::isHostName).orElse(true),
                versions,
                suites,
                schemes,
                groups));
    }

    private static Optional<byte[]> serverName(ByteBuffer data) {
        ByteBuffer names = take(data, unsigned16(data));
        while (names.hasRemaining()) {
            int type = unsigned8(names);
            ByteBuffer name = take(names, unsigned16(names));
            if (type == HOST_NAME) {
                byte[] octets = new byte[name.remaining()];
                name.get(octets);
                return Optional.of(octets);
            }
        }
        return Optional.empty();
    }

    /** Others log it, or write it into a header: nothing in it may end a line. */
    private static String host(byte[] name) {
        String host = new String(name, StandardCharsets.US_ASCII).replaceAll("[^!-~]", "?");
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * Asked of the JDK itself: it is the one that refuses. Not of what is too long for a name, though it may take that: looking at
     * the accents in it takes time with the square of their number.
     */
    private static boolean isHostName(byte[] name) {
        if (name.length > MAX_NAME) {
            return false;
        }
        try {
            return new SNIHostName(name).getType() == HOST_NAME;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<Integer> numbers(ByteBuffer list) {
        Set<Integer> numbers = new HashSet<>();
        while (list.hasRemaining()) {
            numbers.add(unsigned16(list));
        }
        return Set.copyOf(numbers);
    }

    private static ByteBuffer take(ByteBuffer from, int length) {
        ByteBuffer taken = from.slice().limit(length).slice();
        from.position(from.position() + length);
        return taken;
    }

    private static int unsigned8(ByteBuffer from) {
        return Byte.toUnsignedInt(from.get());
    }

    private static int unsigned16(ByteBuffer from) {
        return Short.toUnsignedInt(from.getShort());
    }
}
