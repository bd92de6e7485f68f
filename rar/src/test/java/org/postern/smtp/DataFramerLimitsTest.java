package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataFramerLimitsTest {
    private static final String TOO_LARGE = "552 5.3.4 Message exceeds the size limit";
    private static final String LINE_TOO_LONG = "550 5.6.0 Message has a line that is too long";

    /** RFC 1870 section 5: CRLFs count, the dots that were removed and the last line do not. */
    @ParameterizedTest
    @CsvSource({"01234567", "012\\r\\n567", ".01234567", "\\r\\n\\r\\n6789", "..1234567"})
    void takesAMessageOfExactlyTheLimit(String text) {
        String octets = text.translateEscapes() + "\r\n.\r\n";

        assertFault(octets, TestLimits.maxMessageBytes(10), "");
        assertFault(octets, TestLimits.maxMessageBytes(9), TOO_LARGE);
    }

    @Test
    void takesAnEmptyMessageWhateverTheLimit() {
        assertFault(".\r\n", TestLimits.maxMessageBytes(1), "");
    }

    /** RFC 5321 section 4.5.3.1.6: CRLF counts, the dot that was removed does not. */
    @ParameterizedTest
    @CsvSource({
        "12345678",
        "\\r\\n12345678\\r\\n1",
        ".12345678",
        "..2345678",
        "1\\r\\n.12345678",
        "1\\r\\n12345678\\r\\n12345678"
    })
    void takesALineOfExactlyTheLimit(String text) {
        String octets = text.translateEscapes() + "\r\n.\r\n";

        assertFault(octets, TestLimits.maxTextLineBytes(10), "");
        assertFault(octets, TestLimits.maxTextLineBytes(9), LINE_TOO_LONG);
    }

    @Test
    void hasNoLimitForLinesByDefault() {
        assertFault("x".repeat(100_000) + "\r\n.\r\n", TestLimits.maxTextLineBytes(0), "", 50_000);
    }

    @Test
    void takesALineOf1000Octets() {
        String line = "x".repeat(998) + "\r\n";

        assertFault(line + "." + line + ".\r\n", TestLimits.maxTextLineBytes(1000), "");
        assertFault(line + ".x" + line + ".\r\n", TestLimits.maxTextLineBytes(1000), LINE_TOO_LONG);
    }

    /** The peer hears of the fault that stands first in the content, however the network cut it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789\\n",
                "\\n0123456789",
                "012345\\n78901234567890",
                "01234\\r\\n567890123\\n01234567890",
                "01\\r\\n01\\r\\n0123456789012\\r\\n\\n",
                "01\\r\\n.01\\n0123456789012\\r\\n",
                ".0123456\\r89",
                "01234567890123456789"
            })
    void tellsTheSameFaultHoweverTheContentIsSplit(String text) {
        String octets = text.translateEscapes() + "\r\n.\r\n";
        for (int size = 1; size < 20; size++) {
            for (int line = 1; line < 20; line++) {
                Limits limits = TestLimits.roomy()
                        .messageBytes(size)
                        .textLineBytes(line)
                        .limits();
                String first = DataRun.octetByOctet(limits, octets).fault();

                assertFault(octets, limits, first);
            }
        }
    }

    private static void assertFault(String octets, Limits limits, String fault) {
        for (int split = 0; split <= octets.length(); split++) {
            assertFault(octets, limits, fault, split);
        }
    }

    private static void assertFault(String octets, Limits limits, String fault, int split) {
        DataRun run = DataRun.split(limits, octets, split);

        assertThat(run.ended()).isTrue();
        assertThat(run.fault()).as("%s split at %d", limits, split).isEqualTo(fault);
    }
}
