package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineBreaksTest {
    /** Octets that differ from CR or LF by one bit, or that carry into the next one: where eight at a time can go wrong. */
    private static final int[] NEAR = {
        '\r', '\n', 0x0b, 0x0c, 0x0e, 0x0f, 0x09, 0x8d, 0x8a, 0x00, 0x01, 0x7f, 0x80, 0xff, 'x'
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSameIsFoundAsOctetByOctetWhateverStandsThere(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 20_000; run++) {
            ByteBuffer octets = octets(random);

            assertThat(LineBreaks.indexIn(octets, octets.position()))
                    .as("run %d", run)
                    .isEqualTo(octetByOctet(octets));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "8, 8", "9, 9", "40, 40"})
    void withoutAnyItIsTheLimit(int length, int limit) {
        assertThat(LineBreaks.indexIn(ByteBuffer.allocate(length), 0)).isEqualTo(limit);
    }

    private static ByteBuffer octets(Random random) {
        int length = random.nextInt(40);
        ByteBuffer octets = random.nextBoolean() ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
        int rare = 1 + random.nextInt(20);
        while (octets.hasRemaining()) {
            octets.put(
                    (byte) (random.nextInt(rare) == 0 ? NEAR[random.nextInt(NEAR.length)] : 'a' + random.nextInt(26)));
        }
        octets.position(random.nextInt(length + 1));
        octets.limit(octets.position() + random.nextInt(length - octets.position() + 1));
        return octets.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static int octetByOctet(ByteBuffer octets) {
        for (int i = octets.position(); i < octets.limit(); i++) {
            if (octets.get(i) == '\r' || octets.get(i) == '\n') {
                return i;
            }
        }
        return octets.limit();
    }
}
