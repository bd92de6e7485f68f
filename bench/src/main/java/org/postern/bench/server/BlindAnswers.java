package org.postern.bench.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Answers without looking: the first letters of a command decide, nothing is checked or kept. No correct server can do with less,
 * so this is what a JVM could cost at best. Of one connection.
 */
final class BlindAnswers {
    static final ByteBuf GREETING = octets("220 floor ESMTP");

    /** Of a message; {@link #OK} says the same. */
    static final ByteBuf ACCEPTED = octets("250 OK");

    private static final ByteBuf EHLO =
            octets("250-floor", "250-PIPELINING", "250-CHUNKING", "250-8BITMIME", "250 STARTTLS");
    private static final ByteBuf OK = octets("250 OK");
    private static final ByteBuf CONTENT = octets("354 Go on");
    private static final ByteBuf TLS = octets("220 Go on");
    private static final ByteBuf BYE = octets("221 Bye");
    private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};
    private static final int AFTER_LINE_END = 2;
    private static final int LONGEST = 64;

    /** What the connection does next. */
    enum Next {
        GO_ON,
        TLS,
        CLOSE
    }

    private final Consumer<ByteBuf> out;
    private final byte[] line = new byte[LONGEST];
    private int length;
    private boolean inContent;
    private int matched;
    private long chunk;

    BlindAnswers(Consumer<ByteBuf> out) {
        this.out = out;
    }

    /** Takes all octets, or those until TLS or the end. */
    Next take(ByteBuf in) {
        while (in.isReadable()) {
            if (chunk > 0) {
                skipChunk(in);
            } else if (inContent) {
                skipContent(in);
            } else {
                Next next = command(in);
                if (next != Next.GO_ON) {
                    return next;
                }
            }
        }
        return Next.GO_ON;
    }

    private void skipChunk(ByteBuf in) {
        int count = (int) Math.min(chunk, in.readableBytes());
        in.skipBytes(count);
        chunk -= count;
        if (chunk == 0) {
            out.accept(ACCEPTED);
        }
    }

    private void skipContent(ByteBuf in) {
        if (matched == 0) {
            int ahead = in.bytesBefore(END[0]);
            in.skipBytes(ahead < 0 ? in.readableBytes() : ahead);
        }
        while (in.isReadable()) {
            byte octet = in.readByte();
            if (octet == END[matched]) {
                matched++;
            } else {
                matched = octet == END[0] ? 1 : 0;
            }
            if (matched == END.length) {
                inContent = false;
                out.accept(ACCEPTED);
                return;
            }
            if (matched == 0) {
                return;
            }
        }
    }

    private Next command(ByteBuf in) {
        while (in.isReadable()) {
            byte octet = in.readByte();
            if (octet == '\n') {
                Next next = answer();
                length = 0;
                return next;
            }
            if (length < LONGEST) {
                line[length++] = octet;
            }
        }
        return Next.GO_ON;
    }

    private Next answer() {
        switch (line[0]) {
            case 'E' -> out.accept(EHLO);
            case 'D' -> {
                inContent = true;
                matched = AFTER_LINE_END;
                out.accept(CONTENT);
            }
            case 'B' -> chunk = number();
            case 'S' -> {
                out.accept(TLS);
                return Next.TLS;
            }
            case 'Q' -> {
                out.accept(BYE);
                return Next.CLOSE;
            }
            default -> out.accept(OK);
        }
        return Next.GO_ON;
    }

    /** In {@code BDAT 4096 LAST}. */
    private long number() {
        long found = 0;
        for (int i = "BDAT ".length(); i < length && line[i] >= '0' && line[i] <= '9'; i++) {
            found = found * 10 + line[i] - '0';
        }
        return found;
    }

    private static ByteBuf octets(String... lines) {
        byte[] octets = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(octets.length).put(octets).flip()));
    }
}
