package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    private static ByteBuffer asking(String name) {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
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
