package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFramerTest {
    private static final String BARE = "550 5.6.0 Message has a CR or LF that is not part of CRLF";

    /** RFC 5321 section 4.5.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/.| ''",
                "a/.| a/",
                "a//.| a//",
                "../.| ./",
                ".../.| ../",
                ".a/.| a/",
                "..a/.| .a/",
                "a/..b/.| a/.b/",
                "a/. /.| a/ /",
                "a./.| a./",
                "a.b/.| a.b/",
                "/./.| ''",
                "//.| //",
                "//..//.| //.//"
            })
    void removesOneDotAtTheStartOfALineAndNothingElse(String sent, String content) {
        // The slash stands for CRLF; the first one of an empty content is that of the DATA command.
        String octets = (sent.equals("/.") || sent.equals("/./.") ? "." : sent).replace("/", "\r\n") + "\r\n";

        for (int split = 0; split <= octets.length(); split++) {
            DataRun run = DataRun.split(TestLimits.ROOMY, octets, split);

            assertThat(run).isEqualTo(new DataRun(true, octets.length(), content.replace("/", "\r\n"), ""));
        }
    }

    @Test
    void keepsEveryOctetAsItIs() {
        StringBuilder octets = new StringBuilder();
        for (char octet = 0; octet < 256; octet++) {
            if (octet != '\r' && octet != '\n') {
                octets.append(octet);
            }
        }
        octets.append("\r\n").append(octets);

        assertThat(DataRun.of(TestLimits.ROOMY, octets + "\r\n.\r\n").content()).isEqualTo(octets + "\r\n");
    }

    @Test
    void leavesWhatIsBehindTheEnd() {
        DataRun run = DataRun.of(TestLimits.ROOMY, "a\r\n.\r\nQUIT\r\n.\r\n");

        assertThat(run).isEqualTo(new DataRun(true, 6, "a\r\n", ""));
    }

    @Test
    void doesNotTakeCrLfAndADotForTheEndBeforeTheLastOctet() {
        assertThat(DataRun.of(TestLimits.ROOMY, "a\r\n.\r").ended()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a\\nb", "a\\rb", "\\n", "\\r", "a\\r\\r\\nb", "\\n\\r\\nb", "a\\r\\n.\\nb", "a\\r\\n.\\rb"})
    void refusesOrKeepsALoneCrOrLfAsConfigured(String text) {
        String octets = text.translateEscapes() + "\r\n.\r\n";
        String kept = octets.substring(0, octets.length() - 3).replace("\r\n.", "\r\n");

        assertThat(DataRun.of(TestLimits.ROOMY, octets)).isEqualTo(new DataRun(true, octets.length(), "", BARE));
        assertThat(DataRun.of(TestLimits.ACCEPTING_BARE_LINE_BREAKS, octets))
                .isEqualTo(new DataRun(true, octets.length(), kept, ""));
    }

    @Test
    void readsToTheRealEndAfterAFault() {
        DataRun run = DataRun.of(TestLimits.ROOMY, "a\nb\r\n.", "\r", "x\r\n.\r\nRSET\r\n");

        assertThat(run.ended()).isTrue();
        assertThat(run.fault()).isEqualTo(BARE);
        assertThat(run.consumed()).isEqualTo("a\nb\r\n.\rx\r\n.\r\n".length());
    }

    /** The sink itself fails a test that writes to it after it was abandoned, or abandons it twice. */
    @Test
    void keepsTheFirstFaultAndNeverTouchesTheSinkAgain() {
        RecordingSink sink = new RecordingSink();
        DataFramer framer = DataFramer.afterData(TestLimits.maxMessageBytes(5).content(), sink);
        framer.fail(Replies.CONTENT_NOT_STORED);
        framer.fail(Replies.MESSAGE_TOO_LARGE);

        assertThat(framer.reachesEnd(
                        ByteBuffer.wrap("far too large\nand\rbare\r\n.\r\n".getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
        assertThat(framer.fault()).contains(Replies.CONTENT_NOT_STORED);
        assertThat(sink.isAbandoned()).isTrue();
        assertThat(sink.content()).isEmpty();
    }
}
