package org.postern.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** What the clients of one scenario say, as octets that are sent again and again, but for the sender of each message. Thread-safe. */
final class Words {
    static final ByteBuf EHLO = octets("EHLO client.example.com\r\n");
    static final ByteBuf STARTTLS = octets("STARTTLS\r\n");
    static final ByteBuf QUIT = octets("QUIT\r\n");
    static final ByteBuf DATA = octets("DATA\r\n");

    private static final String MAIL = "MAIL FROM:<sender@example.com>\r\n";
    private static final String NUMBERED = "MAIL FROM:<sender+%016x@example.com>\r\n";
    private static final String END = ".\r\n";
    private static final String HEADER =
            "From: <sender@example.com>\r\nTo: <orders@example.org>\r\nSubject: An order\r\n\r\n";
    private static final int LINE = 78;
    private static final int EACH_STUFFED = 10;
    private static final int PIECE = 64 * 1024;

    private final int recipients;
    // No message is one that a server has met, also of an earlier run.
    private final AtomicLong number = new AtomicLong(System.nanoTime());
    private final ByteBuf rcpt = octets(rcpt(0));
    private final ByteBuf envelope;
    private final ByteBuf chunked;
    private final ByteBuf first;
    private final ByteBuf piece;
    private final long pieces;
    private final ByteBuf last;

    Words(Scenario scenario) {
        recipients = scenario.message().recipients();
        StringBuilder commands = new StringBuilder(MAIL);
        for (int i = 0; i < recipients; i++) {
            commands.append(rcpt(i));
        }
        envelope = octets(commands + "DATA\r\n");
        int octets = scenario.message().octets();
        boolean large = octets > 2 * PIECE;
        String whole = large ? "" : content(octets);
        chunked = octets(commands + "BDAT " + octets + " LAST\r\n" + whole);
        first = octets(large ? HEADER : whole + END);
        piece = octets(large ? lines(0, PIECE) : "");
        pieces = large ? (octets - HEADER.length()) / PIECE : 0;
        String end = scenario.manner() == Scenario.Manner.CHUNKED ? "" : END;
        last = octets(large ? lines(0, (octets - HEADER.length()) % PIECE) + end : "");
    }

    /** Header and lines of that many octets, every tenth line of which begins with a dot that is doubled. */
    static String content(int octets) {
        return HEADER + lines(0, octets - HEADER.length());
    }

    /** Lines that end with CRLF and have that many octets together, as far as a line can be so short. */
    private static String lines(int from, int octets) {
        StringBuilder text = new StringBuilder(octets);
        int number = from;
        while (octets - text.length() > 2 * LINE) {
            text.append(number % EACH_STUFFED == 0 ? ".." : "ab")
                    .append("x".repeat(LINE - 4))
                    .append("\r\n");
            number++;
        }
        return text.append("y".repeat(Math.max(0, octets - text.length() - 2)))
                .append("\r\n")
                .toString();
    }

    private static String rcpt(int number) {
        return "RCPT TO:<orders" + (number == 0 ? "" : "+" + number) + "@example.org>\r\n";
    }

    /** Of another sender each time: a server may remember what it has met. */
    ByteBuf mail() {
        return Unpooled.wrappedBuffer(
                NUMBERED.formatted(number.incrementAndGet()).getBytes(StandardCharsets.US_ASCII));
    }

    ByteBuf rcpt() {
        return rcpt;
    }

    /** MAIL, all RCPT and DATA. */
    ByteBuf envelope() {
        return envelope;
    }

    /** MAIL, all RCPT, BDAT and the content, but for a large one. */
    ByteBuf chunked() {
        return chunked;
    }

    /** How many replies there are to an envelope in one write, whatever ends it. */
    int replies() {
        return recipients + 2;
    }

    /** Whether content is sent in parts, behind BDAT, too. */
    boolean isLarge() {
        return pieces > 0;
    }

    /** What content is sent in: the beginning, a piece as often as it is needed, and the end. */
    long parts() {
        return pieces == 0 ? 1 : pieces + 2;
    }

    /** One of those parts. */
    ByteBuf part(long number) {
        if (number == 0) {
            return first;
        }
        return number <= pieces ? piece : last;
    }

    private static ByteBuf octets(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        // No allocator follows it: it lasts as long as the scenario does.
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(octets.length).put(octets).flip()));
    }
}
