package org.postern.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;

/** Finds the codes of replies (RFC 5321 section 4.2), a reply of several lines once, however they are cut. */
final class ReplyReader {
    private static final int CODE_DIGITS = 3;

    private final IntConsumer replies;
    private int column;
    private int code;
    private boolean goesOn;

    ReplyReader(IntConsumer replies) {
        this.replies = replies;
    }

    void read(ByteBuf octets) {
        while (octets.isReadable()) {
            byte octet = octets.readByte();
            if (octet == '\n') {
                endOfLine();
            } else if (column < CODE_DIGITS) {
                code = code * 10 + octet - '0';
                column++;
            } else if (column == CODE_DIGITS) {
                goesOn = octet == '-';
                column++;
                octets.skipBytes(Math.max(0, octets.bytesBefore((byte) '\n')));
            } else {
                octets.skipBytes(Math.max(0, octets.bytesBefore((byte) '\n')));
            }
        }
    }

    private void endOfLine() {
        int found = code;
        boolean last = !goesOn;
        column = 0;
        code = 0;
        goesOn = false;
        if (last) {
            replies.accept(found);
        }
    }
}
