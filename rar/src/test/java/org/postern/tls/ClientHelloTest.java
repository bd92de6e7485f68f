package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientHelloTest {
    /** Beans see it, and logs: whoever could end a line with it would write lines of his own. */
    @ParameterizedTest
    @CsvSource({
        "mx.example.org, mx.example.org",
        "MX.example.org., MX.example.org",
        "mail_server, mail_server",
        "*.example.org, *.example.org",
        "'a\r\nX-Forged: yes', a??X-Forged:?yes",
        "'\u0000\u001b[2J\u007f', ??[2J?",
        "m\u00fcller, m?ller"
    })
    void theNameThatAClientAsksForIsPrintable(String asked, String seen) {
        assertThat(ClientHello.parse(asking(asked)).orElseThrow().serverName()).contains(seen);
    }

    /** Looking at one takes time with the square of its length: accents are sorted. */
    @ParameterizedTest
    @CsvSource({
        "a.example.org, 1, true",
        "aa., 85, false",
        "aa.aa, 51, true",
        "aa.aa., 43, false",
        "\u0301\u0327, 15000, false"
    })
    void aNameThatIsLongerThanNamesAreIsNone(String part, int times, boolean host) {
        ByteBuffer hello = asking(part.repeat(times).getBytes(StandardCharsets.UTF_8));

        assertTimeout(Duration.ofSeconds(1), () -> assertThat(
                        ClientHello.parse(hello).orElseThrow().namesAHost())
                .isEqualTo(host));
    }

    private static ByteBuffer asking(String name) {
        return asking(name.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ByteBuffer asking(byte[] octets) {
        int length = octets.length;
        // Version, random, no session, one suite, one way not to compress, one extension.
        ByteBuffer body = ByteBuffer.allocate(52 + length);
        body.putShort((short) 0x0303).position(34);
        body.put((byte) 0)
                .putShort((short) 2)
                .putShort((short) 0x1301)
                .put((byte) 1)
                .put((byte) 0);
        body.putShort((short) (9 + length)).putShort((short) 0).putShort((short) (5 + length));
        body.putShort((short) (3 + length))
                .put((byte) 0)
                .putShort((short) length)
                .put(octets);
        assertThat(body.hasRemaining()).isFalse();
        return ByteBuffer.allocate(4 + body.capacity())
                .putInt(1 << 24 | body.capacity())
                .put(body.flip())
                .flip();
    }
}
