package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as they follow each other: C is ChangeCipherSpec, H a handshake record, D application data, A an alert. */
class RenegotiationGuardTest {
    private static final String TYPES = "CAHD";
    private static final int FIRST_TYPE = 20;

    private final EmbeddedChannel channel = new EmbeddedChannel(new RenegotiationGuard());

    @ParameterizedTest
    @ValueSource(strings = {"HHHHCH", "HHHHCHDDDA", "HCDDD", "HCHDD", "HCHCDD", "HDDD", "HCCHD", "A", ""})
    void allHandshakesAndWhatFollowsThemPass(String records) {
        byte[] octets = octets(records);
        for (byte octet : octets) {
            send(new byte[] {octet});
        }
        assertThat(received()).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HHHCHH", "HHHCHDDH", "HCHCH", "HCHHCH"})
    void aSecondHandshakeRecordBehindChangeCipherSpecDoesNot(String records) {
        assertThatThrownBy(() -> send(octets(records))).isInstanceOf(RenegotiationException.class);
        assertThat(received()).isEmpty();
    }

    @Test
    void nothingFollowsWhereverTheRecordsWereCut() {
        byte[] octets = octets("HCHDH");
        for (int cut = 0; cut < octets.length; cut++) {
            EmbeddedChannel fresh = new EmbeddedChannel(new RenegotiationGuard());
            ByteBuf all = Unpooled.wrappedBuffer(octets);
            ByteBuf head = all.readRetainedSlice(cut);
            assertThatThrownBy(() -> fresh.writeInbound(head, all)).isInstanceOf(RenegotiationException.class);
            fresh.writeInbound(Unpooled.wrappedBuffer(octets("D")));

            int passed = 0;
            for (ByteBuf piece = fresh.readInbound(); piece != null; piece = fresh.readInbound()) {
                passed += piece.readableBytes();
                piece.release();
            }
            assertThat(passed).isLessThanOrEqualTo(octets.length - 4);
            assertThat(head.refCnt() + all.refCnt()).isZero();
        }
    }

    /** A client may come down to TLS 1.2 when it is asked for another ClientHello: from there on it is watched again. */
    @ParameterizedTest
    @ValueSource(strings = {"HHH", "HCHH", "CHH", "CH"})
    void aRetryEndsWhenTheServerHasChosen(String untilThen) {
        write(retry());
        byte[] second = octets(untilThen);
        send(second);
        write(octets("H"));
        byte[] rest = octets("HCHD");
        send(rest);
        assertThat(received()).hasSize(second.length + rest.length);

        assertThatThrownBy(() -> send(octets("H"))).isInstanceOf(RenegotiationException.class);
    }

    /** A record that the server encrypts may begin with the octets of any other, but it is of another type. */
    @Test
    void onlyOneAnswerCounts() {
        write(octets("H"));
        send(octets("HCH"));
        write(octets("CHD"));
        write(retry());

        assertThatThrownBy(() -> send(octets("H"))).isInstanceOf(RenegotiationException.class);
    }

    private void write(byte[] octets) {
        channel.writeOutbound(Unpooled.wrappedBuffer(octets));
        ByteBuf left = channel.readOutbound();
        left.release();
    }

    /** RFC 8446 section 4.1.3. */
    private static byte[] retry() {
        return HexFormat.of()
                .parseHex("160303002c" + "02000028" + "0303"
                        + "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c" + "00130100" + "0000");
    }

    private void send(byte[] octets) {
        channel.writeInbound(Unpooled.wrappedBuffer(octets));
    }

    private byte[] received() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
            byte[] octets = new byte[piece.readableBytes()];
            piece.readBytes(octets);
            all.writeBytes(octets);
            piece.release();
        }
        return all.toByteArray();
    }

    /** Each record with 300 octets that look like handshake records themselves. */
    private static byte[] octets(String records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        records.chars().forEach(letter -> {
            all.writeBytes(new byte[] {(byte) (FIRST_TYPE + TYPES.indexOf(letter)), 3, 3, 1, 44});
            for (int i = 0; i < 300; i++) {
                all.write(22);
            }
        });
        return all.toByteArray();
    }
}
