package org.postern.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts command lines out of the stream. Only CRLF ends a line. A line that is refused is swallowed up to its CRLF, so
 * that nothing inside of it can pass for a command.
 */
final class LineFramer {
    enum Event {
        /** The input is used up and no line is complete. */
        NONE,
        /** {@link #takeLine()} is complete. */
        LINE,
        /** The line is longer than allowed. Told once, as soon as it is known. */
        TOO_LONG,
        /** The line has a CR or LF that is not part of CRLF. Told once, as soon as it is known. */
        BARE_LINE_BREAK,
        /** The line begins like a TLS record of type handshake: nothing after it will make sense. */
        CLIENT_HELLO,
        /** The line begins like another protocol that is not made of lines: {@link #foreign()}. */
        FOREIGN
    }

    private static final int INITIAL_CAPACITY = 128;

    /** Between two lines: a client that says nothing takes no memory. */
    private static final byte[] NONE = new byte[0];

    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte TLS_MAJOR_VERSION = 0x03;

    /** RFC 4954 section 4 wants that much, CRLF included, for AUTH and for the lines that belong to it. */
    private static final int AUTH_LENGTH = 12_288 - 2;

    private static final byte[] AUTH = {'A', 'U', 'T', 'H', ' '};
    private static final int UPPER_CASE = 0xdf;

    private final int maxLength;
    private byte[] octets = NONE;
    private int length;
    private boolean afterCr;
    private boolean swallowing;
    private boolean authenticating;
    private String line = "";
    private Optional<ForeignProtocol> foreign = Optional.empty();

    LineFramer(int maxLineBytes) {
        this.maxLength = maxLineBytes - 2;
    }

    /** Consumes input up to the next event. */
    Event next(ByteBuffer in) {
        while (in.hasRemaining()) {
            appendOrdinary(in);
            Event event = take(in.get());
            if (event != Event.NONE) {
                return event;
            }
        }
        return Event.NONE;
    }

    /**
     * Gives the line that was completed last, without CRLF, an octet a character; of one that is refused what stands
     * before the fault. It is not kept.
     */
    String takeLine() {
        String taken = line;
        line = "";
        return taken;
    }

    /** Octets of memory that an incomplete line takes, if it is a long one. */
    int held() {
        return octets.length > INITIAL_CAPACITY ? octets.length : 0;
    }

    /** Drops what is incomplete, and leaves nothing of it: it may have been a password, and a client may say nothing more for long. */
    void forget() {
        Arrays.fill(octets, 0, length, (byte) 0);
        length = 0;
        octets = NONE;
    }

    /** Whether the lines are responses of an authentication: those may be longer. */
    void expectResponses(boolean expected) {
        authenticating = expected;
    }

    private Event take(byte octet) {
        boolean wasAfterCr = afterCr;
        afterCr = octet == '\r';
        if (octet == '\n' && wasAfterCr) {
            return endLine();
        }
        if (swallowing) {
            return Event.NONE;
        }
        if (octet == '\n' || wasAfterCr) {
            return swallowAfter(Event.BARE_LINE_BREAK);
        }
        return octet == '\r' ? Event.NONE : append(octet);
    }

    /** Goes over what can only be a part of the line, together; leaves one octet at least, and all that may mean something. */
    private void appendOrdinary(ByteBuffer in) {
        if (swallowing || afterCr || length < ForeignProtocol.LONGEST_BEGINNING) {
            return;
        }
        int from = in.position();
        int count = Math.min(LineBreaks.indexIn(in, from) - from, maxLength - length);
        count = Math.min(count, in.remaining() - 1);
        if (count > 0) {
            makeRoom(length + count);
            in.get(octets, length, count);
            length += count;
        }
    }

    private void makeRoom(int needed) {
        if (needed > octets.length) {
            int wanted = Math.max(needed, Math.max(INITIAL_CAPACITY, 2 * length));
            octets = Arrays.copyOf(octets, Math.min(longest(), wanted));
        }
    }

    private Event append(byte octet) {
        if (length >= maxLength && length == longest()) {
            return swallowAfter(Event.TOO_LONG);
        }
        makeRoom(length + 1);
        octets[length++] = octet;
        if (length == 2 && octets[0] == TLS_HANDSHAKE && octets[1] == TLS_MAJOR_VERSION) {
            return Event.CLIENT_HELLO;
        }
        foreign = ForeignProtocol.ofBeginning(octets, length);
        return foreign.isPresent() ? Event.FOREIGN : Event.NONE;
    }

    /** What the line that is incomplete belongs to, when it does not belong to SMTP. */
    Optional<ForeignProtocol> foreign() {
        return foreign;
    }

    private int longest() {
        return authenticating || beginsWithAuth() ? Math.max(maxLength, AUTH_LENGTH) : maxLength;
    }

    private boolean beginsWithAuth() {
        for (int i = 0; i < AUTH.length; i++) {
            boolean letter = AUTH[i] != ' ';
            if (i >= length || (letter ? octets[i] & UPPER_CASE : octets[i]) != AUTH[i]) {
                return false;
            }
        }
        return true;
    }

    private Event swallowAfter(Event event) {
        swallowing = true;
        line = text();
        forget();
        return event;
    }

    private Event endLine() {
        boolean complete = !swallowing;
        line = complete ? text() : "";
        forget();
        swallowing = false;
        return complete ? Event.LINE : Event.NONE;
    }

    private String text() {
        return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }
}
