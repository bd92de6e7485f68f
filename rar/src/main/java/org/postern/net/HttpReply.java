package org.postern.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a web server replies on a connection that is for one reply (RFC 1945 section 6): of a bounded size, and in a bounded time. */
final class HttpReply {
    private static final int MOST_OF_HEAD = 16 * 1024;

    /** More of an OCSP response than clients take; most have some KiB, with the certificate of their signer. */
    private static final int MOST_OF_BODY = 20 * 1024;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (?<code>\\d{3})(?: .*)?");
    private static final Pattern LENGTH = Pattern.compile("content-length:[ \\t]*(?<octets>\\d{1,9})[ \\t]*");
    private static final String OK = "200";

    private final Socket socket;
    private final Supplier<Duration> left;

    /** Takes the time that it may still take. */
    HttpReply(Socket socket, Supplier<Duration> left) {
        this.socket = socket;
        this.left = left;
    }

    /**
     * Reads all of it. Blocks.
     *
     * @throws SocketTimeoutException if it takes too long
     * @throws IOException if it is not what was asked for, with a clause
     */
    byte[] body() throws IOException {
        String[] head = head().split("\r?\n", -1);
        Matcher status = STATUS.matcher(head[0]);
        if (!status.matches()) {
            throw new IOException("it does not speak HTTP");
        }
        if (!status.group("code").equals(OK)) {
            throw new IOException("it answers HTTP status " + status.group("code"));
        }
        Optional<Integer> length = Optional.empty();
        for (String field : head) {
            String lower = field.toLowerCase(Locale.ROOT);
            Matcher octets = LENGTH.matcher(lower);
            if (octets.matches()) {
                length = Optional.of(Integer.parseInt(octets.group("octets")));
            }
            if (lower.startsWith("transfer-encoding:")) {
                throw new IOException("it answers in chunks, which HTTP/1.0 does not have");
            }
        }
        return body(length);
    }

    /** Lines may end with LF alone (RFC 1945 appendix B). */
    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        byte[] one = new byte[1];
        InputStream in = socket.getInputStream();
        boolean lineIsEmpty = false;
        while (true) {
            if (read(in, one, 1) < 0 || head.length() == MOST_OF_HEAD) {
                throw new IOException("it does not speak HTTP");
            }
            head.append((char) Byte.toUnsignedInt(one[0]));
            if (one[0] == '\n' && lineIsEmpty) {
                return head.toString();
            }
            lineIsEmpty = one[0] == '\n' || (lineIsEmpty && one[0] == '\r');
        }
    }

    private byte[] body(Optional<Integer> length) throws IOException {
        int most = Math.min(length.orElse(MOST_OF_BODY + 1), MOST_OF_BODY + 1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] some = new byte[8 * 1024];
        InputStream in = socket.getInputStream();
        while (body.size() < most) {
            int count = read(in, some, Math.min(some.length, most - body.size()));
            if (count < 0) {
                break;
            }
            body.write(some, 0, count);
        }
        if (body.size() > MOST_OF_BODY) {
            throw new IOException("its answer is longer than " + MOST_OF_BODY + " octets");
        }
        if (length.filter(octets -> octets > body.size()).isPresent()) {
            throw new IOException("its answer is cut short");
        }
        return body.toByteArray();
    }

    private int read(InputStream in, byte[] into, int most) throws IOException {
        long millis = left.get().toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout(Math.toIntExact(millis));
        return in.read(into, 0, most);
    }
}
