package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the pieces are in which the records come. */
class RecordHeadersTest {
    private static final byte[] STREAM = HexFormat.ofDelimiter(" ")
            .parseHex(
                    "16 03 01 00 03 01 02 15" // a ClientHello that looks like the beginning of an alert
                            + " 14 03 03 00 01 01"
                            + " 15 03 03 00 02 01 5a" // user_canceled
                            + " 16 03 03 00 00"
                            + " 15 03 03 00 12 02 30 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" // encrypted
                            + " 17 03 03 00 02 02 2a"
                            + " 15 03 03 00 02 02 30"); // unknown_ca

    private final List<Integer> seen = new ArrayList<>();

    @Test
    void recordsAndAlertsInPlaintextAreSeen() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            seen.clear();
            RecordHeaders headers = new RecordHeaders(seen::add, alert -> seen.add(-alert));
            ByteBuf piece = Unpooled.wrappedBuffer(STREAM, 0, cut);
            headers.follow(piece);
            headers.follow(Unpooled.wrappedBuffer(STREAM, cut, STREAM.length - cut));

            assertThat(seen).as("cut at %d", cut).containsExactly(22, 20, 21, -90, 22, 21, 23, 21, -48);
            assertThat(piece.readerIndex()).isZero();
        }
    }

    @Test
    void evenOctetByOctet() {
        RecordHeaders headers = new RecordHeaders(seen::add, alert -> seen.add(-alert));
        for (byte octet : STREAM) {
            headers.follow(Unpooled.wrappedBuffer(new byte[] {octet}));
        }
        assertThat(seen).containsExactly(22, 20, 21, -90, 22, 21, 23, 21, -48);
    }
}
