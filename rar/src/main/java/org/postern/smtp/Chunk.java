package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The octets that one BDAT has announced (RFC 3030 section 2). They come whatever the command is answered. */
final class Chunk {
    private static final Pattern ARGUMENT = Pattern.compile("0*(\\d{1,18})(?: +(LAST))?", Pattern.CASE_INSENSITIVE);

    private final long size;
    private final boolean last;
    private final Optional<Reply> refusal;
    private long missing;

    private Chunk(long size, boolean last, Optional<Reply> refusal) {
        this.size = size;
        this.last = last;
        this.refusal = refusal;
        this.missing = size;
    }

    /**
     * Reads the argument of BDAT; empty if it cannot be known where the next command begins.
     *
     * @param refusal the reply to the command, if its octets are not wanted
     */
    static Optional<Chunk> announced(String argument, Optional<Reply> refusal) {
        Matcher matcher = ARGUMENT.matcher(argument);
        return matcher.matches()
                ? Optional.of(new Chunk(Long.parseLong(matcher.group(1)), matcher.group(2) != null, refusal))
                : Optional.empty();
    }

    long size() {
        return size;
    }

    boolean isLast() {
        return last;
    }

    Optional<Reply> refusal() {
        return refusal;
    }

    boolean isComplete() {
        return missing == 0;
    }

    /** Takes its octets, and no others, out of the input. */
    ByteBuffer take(ByteBuffer in) {
        int length = (int) Math.min(missing, in.remaining());
        ByteBuffer octets = in.slice(in.position(), length);
        in.position(in.position() + length);
        missing -= length;
        return octets;
    }
}
