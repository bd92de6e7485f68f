package org.postern.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One reply, of one or several lines, encoded once. Immutable. */
public final class Reply {
    /** RFC 5321 section 4.5.3.1.5 allows 512 octets a line; 400 leave room for the codes on the safe side. */
    private static final int TEXT_WIDTH = 400;

    /** What is said of a reply whose text is a bean's: there is no end of such texts. */
    private static final String FOREIGN = "said by the bean";

    private final int code;
    private final String codes;
    private final String wire;
    private final String reason;
    private final boolean foreign;

    private Reply(int code, String enhancedCode, List<String> lines, String reason, boolean foreign) {
        this.code = code;
        this.codes = (code + " " + enhancedCode).strip();
        this.reason = reason;
        this.foreign = foreign;
        String prefix = enhancedCode.isEmpty() ? "" : enhancedCode + " ";
        StringBuilder encoded = new StringBuilder();
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            encoded.append(code)
                    .append(i == last ? ' ' : '-')
                    .append(prefix)
                    .append(lines.get(i))
                    .append("\r\n");
        }
        this.wire = encoded.toString();
    }

    private Reply(Reply other, String wire, String reason) {
        this.code = other.code;
        this.codes = other.codes;
        this.wire = wire;
        this.reason = reason;
        this.foreign = other.foreign;
    }

    /** A reply without enhanced status code: greeting, HELO and EHLO, and 3xx (RFC 2034 section 4). */
    static Reply plain(int code, List<String> lines) {
        return new Reply(code, "", lines, lines.get(0), false);
    }

    /** A reply whose text is this server's own; RFC 2034 wants the enhanced code on each line. */
    static Reply of(int code, String enhancedCode, String... lines) {
        return new Reply(code, enhancedCode, List.of(lines), lines[0], false);
    }

    /**
     * A reply whose text comes from outside of the server's own code: whatever is not printable US-ASCII becomes a
     * question mark, and a long text is spread over several lines.
     *
     * @param code 200 to 599
     * @param enhancedCode as in RFC 3463, of the same class
     */
    public static Reply withForeignText(int code, String enhancedCode, String text) {
        String printable = text.strip().replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7e]", "?");
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < printable.length(); from += TEXT_WIDTH) {
            lines.add(printable.substring(from, Math.min(printable.length(), from + TEXT_WIDTH)));
        }
        return new Reply(code, enhancedCode, lines.isEmpty() ? List.of("") : lines, FOREIGN, true);
    }

    /** The same, with more text at its end. */
    public Reply with(String text) {
        String line = wire.substring(0, wire.length() - "\r\n".length());
        return new Reply(this, line + " " + text + "\r\n", reason);
    }

    /**
     * The same, for a reason that the peer is not told.
     *
     * @param why a few words, of which there are not many: counters of replies tell them apart by it
     */
    public Reply because(String why) {
        return new Reply(this, wire, why);
    }

    /** A few words that know nothing of the single case: what the peer is told, or more. */
    public String reason() {
        return reason;
    }

    /** Code, enhanced code if there is one, and reason, in words that know nothing of the single case. */
    public String cause() {
        return codes + " " + reason;
    }

    public int code() {
        return code;
    }

    /** The sender may consider the command done, or go on with it. */
    boolean isPositive() {
        return code < 400;
    }

    /** Whether the sender has to give up, or to try again later. */
    public boolean isFailure() {
        return code >= 400;
    }

    /** The code, and the enhanced code if there is one: {@code 552 5.3.4}. */
    public String codes() {
        return codes;
    }

    /** Of this and another, the one that leaves less hope; of two that leave as much, one in which a bean has something to say. */
    public Reply orWorse(Reply other) {
        boolean asBad = other.code / 100 == code / 100;
        return other.code / 100 > code / 100 || (asBad && other.foreign && !foreign) ? other : this;
    }

    public boolean isPermanentFailure() {
        return code >= 500;
    }

    /** The octets to send, CRLF included. */
    public byte[] encode() {
        return wire.getBytes(StandardCharsets.US_ASCII);
    }

    /** The lines as they are sent. */
    @Override
    public String toString() {
        return wire;
    }
}
