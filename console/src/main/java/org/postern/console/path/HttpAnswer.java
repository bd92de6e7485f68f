package org.postern.console.path;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A web server's answer to one question (RFC 9112), its body cut where it has more octets than are wanted. An answer that ends before
 * its end is none: half a policy may be another policy. But where the web server tells neither length nor chunks, the end of the
 * connection is that of the answer: Java's TLS does not say whether it was the server that ended it (section 9.8), and senders take such
 * answers. For one thread.
 */
final class HttpAnswer {
    private static final int MOST_FIELDS = 200;
    private static final String CLOSED = "The connection was closed before the end of the answer";

    private final InputStream input;
    private final Map<String, String> fields = new HashMap<>();

    private HttpAnswer(InputStream input) {
        this.input = input;
    }

    /** The body of a plain text. @throws IOException if it is none, or cannot be read */
    static String text(InputStream input, int mostOctets) throws IOException {
        HttpAnswer answer = new HttpAnswer(input);
        answer.head();
        if (!answer.field("content-type").matches("(?i)text/plain\\s*(;.*)?")) {
            throw new IOException("It is not of the type text/plain");
        }
        if (!answer.field("content-encoding").matches("(?i)(identity)?")) {
            throw new IOException(
                    "It is encoded, though this was not asked for: " + Text.of(answer.field("content-encoding")));
        }
        return new String(answer.body(mostOctets), StandardCharsets.UTF_8);
    }

    /** Interim answers may stand before the one that counts (RFC 9110, section 15.2). */
    private void head() throws IOException {
        String status = line();
        while (status.matches("HTTP/1\\.\\d 1\\d\\d( .*)?")) {
            readFields();
            fields.clear();
            status = line();
        }
        if (!status.matches("HTTP/1\\.\\d 200( .*)?")) {
            throw new IOException("It is answered " + Text.of(status));
        }
        readFields();
    }

    private void readFields() throws IOException {
        int count = 0;
        for (String field = line(); !field.isEmpty(); field = line()) {
            if (++count > MOST_FIELDS) {
                throw new TooMuchException("The answer has more than " + MOST_FIELDS + " fields");
            }
            String[] parts = field.split(":", 2);
            String value = parts.length < 2 ? "" : parts[1].strip();
            fields.merge(parts[0].toLowerCase(Locale.ROOT), value, (first, next) -> first + ", " + next);
        }
    }

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private byte[] body(int most) throws IOException {
        if (fields.containsKey("transfer-encoding")) {
            if (!field("transfer-encoding").equalsIgnoreCase("chunked")) {
                throw new IOException(
                        "It comes in a way that was not asked for: " + Text.of(field("transfer-encoding")));
            }
            return chunks(most);
        }
        if (!fields.containsKey("content-length")) {
            return input.readNBytes(most); // It ends with the connection, and may be half of one.
        }
        List<String> lengths = Stream.of(field("content-length").split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        if (lengths.size() != 1 || !lengths.get(0).matches("\\d{1,9}")) {
            throw new IOException("Its length is none: " + Text.of(field("content-length")));
        }
        return octets(Math.min(most, Integer.parseInt(lengths.get(0))));
    }

    /** Up to the chunk without octets, which ends the body; the fields behind it say nothing that matters here. */
    private byte[] chunks(int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(octets((int) Math.min(size, most - body.size())));
            if (body.size() == most) {
                break;
            }
            if (!line().isEmpty()) {
                throw new IOException("A chunk is longer than its size");
            }
        }
        return body.toByteArray();
    }

    private long chunkSize() throws IOException {
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,8}")) {
            throw new IOException("The size of a chunk is none: " + Text.of(size));
        }
        return Long.parseLong(size, 16);
    }

    private byte[] octets(int count) throws IOException {
        byte[] octets = input.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException(CLOSED);
        }
        return octets;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException(CLOSED);
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
    }
}
