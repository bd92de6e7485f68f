package org.postern.net;

import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;

/**
 * Follows the records of TLS through the pieces of a stream. Their headers are never encrypted, and say of what type each is
 * (RFC 8446 section 5.1); so do alerts say everything that have the two octets of one, since encrypted ones have more.
 */
final class RecordHeaders {
    /** Type, version (2 octets) and length (2 octets), in all versions of TLS. */
    private static final int LENGTH = 5;

    private static final int ALERT = 21;

    /** Level and description. */
    private static final int ALERT_LENGTH = 2;

    private final IntConsumer records;
    private final IntConsumer plainAlerts;
    private int headerOctets;
    private int type;
    private int length;
    private int toSkip;

    /**
     * @param records takes the type of each, when its header is there
     * @param plainAlerts takes the description of each that is not encrypted
     */
    RecordHeaders(IntConsumer records, IntConsumer plainAlerts) {
        this.records = records;
        this.plainAlerts = plainAlerts;
    }

    /** Leaves the reader of the piece where it is. */
    void follow(ByteBuf piece) {
        int at = piece.readerIndex();
        while (at < piece.writerIndex()) {
            if (toSkip > 0) {
                int skipped = Math.min(toSkip, piece.writerIndex() - at);
                toSkip -= skipped;
                at += skipped;
                if (toSkip == 0 && type == ALERT && length == ALERT_LENGTH) {
                    plainAlerts.accept(piece.getUnsignedByte(at - 1));
                }
            } else {
                header(piece.getUnsignedByte(at++));
            }
        }
    }

    private void header(int octet) {
        switch (headerOctets++) {
            case 0 -> type = octet;
            case 3 -> length = octet << 8;
            case 4 -> length |= octet;
            default -> {}
        }
        if (headerOctets == LENGTH) {
            headerOctets = 0;
            toSkip = length;
            records.accept(type);
        }
    }
}
