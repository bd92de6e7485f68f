package org.postern.console.path;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commands and replies on one connection. Replies are bounded: lines, and their length. For one thread. */
final class SmtpTalk {
    static final int MOST_LINES = 100;

    /** More than any reply has: RFC 5321, section 4.5.3.1.5, allows 512, and extensions some more. */
    static final int LONGEST_LINE = 2000;

    private final InputStream input;
    private final OutputStream output;

    private SmtpTalk(InputStream input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    static SmtpTalk on(Socket socket) throws IOException {
        return new SmtpTalk(socket.getInputStream(), socket.getOutputStream());
    }

    Reply say(String command) throws IOException {
        tell(command);
        return hear();
    }

    /** Does not wait for the reply. */
    void tell(String command) throws IOException {
        output.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        output.flush();
    }

    Reply hear() throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            if (lines.size() == MOST_LINES) {
                throw new TooMuchException("A reply has more than " + MOST_LINES + " lines");
            }
            lines.add(line());
        } while (lines.get(lines.size() - 1).matches("\\d{3}-.*"));
        return Reply.of(lines);
    }

    /** Whether the peer goes on talking, though it is our turn. */
    boolean hasMore() throws IOException {
        return input.available() > 0;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException("The connection was closed");
            }
            if (line.size() == LONGEST_LINE) {
                throw new TooMuchException("A line has more than " + LONGEST_LINE + " octets");
            }
            line.write(octet);
        }
        return Text.of(line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", ""));
    }
}
