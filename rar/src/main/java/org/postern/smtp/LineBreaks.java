package org.postern.smtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds CR and LF among octets that are nearly all something else. Eight of them are looked at together: this is where a
 * server spends its time with long messages.
 */
final class LineBreaks {
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private LineBreaks() {}

    /** The index of the first one from an index on; the limit if there is none. */
    static int indexIn(ByteBuffer octets, int from) {
        int limit = octets.limit();
        int i = from;
        boolean littleEndian = octets.order() == ByteOrder.LITTLE_ENDIAN;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long eight = octets.getLong(i);
            long found = zeros(eight ^ ('\r' * EACH)) | zeros(eight ^ ('\n' * EACH));
            if (found != 0) {
                int bits = littleEndian ? Long.numberOfTrailingZeros(found) : Long.numberOfLeadingZeros(found);
                return i + bits / Byte.SIZE;
            }
        }
        while (i < limit && octets.get(i) != '\r' && octets.get(i) != '\n') {
            i++;
        }
        return i;
    }

    /**
     * The high bit of each octet that is zero, and of no other. Without a carry from one octet to the next, so that it is so for
     * all of them and not for the first alone.
     */
    private static long zeros(long octets) {
        long lowBits = ~HIGH_BITS;
        return ~(((octets & lowBits) + lowBits) | octets | lowBits);
    }
}
