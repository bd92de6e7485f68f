package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Content ends at CRLF.CRLF and nowhere else, whatever it is made of. */
class DataFramerFuzzTest {
    private static final String END = "\r\n.\r\n";

    @FuzzTest(maxDuration = "10s")
    void onlyTheEndOfDataEndsContent(byte[] input) {
        String octets = new String(input, StandardCharsets.ISO_8859_1);
        // That of the command stands in front of the content.
        int end = ("\r\n" + octets).indexOf(END);

        DataRun run = DataRun.of(TestLimits.ACCEPTING_BARE_LINE_BREAKS, octets);
        assertThat(run.ended()).isEqualTo(end >= 0);
        if (run.ended()) {
            assertThat(run.consumed()).isEqualTo(end + END.length() - 2);
            assertThat(run.content()).isEqualTo(unstuffed(octets.substring(0, end)));
            DataRun strict = DataRun.of(TestLimits.ROOMY, octets);
            assertThat(strict.consumed()).isEqualTo(run.consumed());
            assertThat(strict.fault().isEmpty()).isEqualTo(!hasBareLineBreak(octets.substring(0, run.consumed())));
        }
        assertThat(DataRun.octetByOctet(TestLimits.ACCEPTING_BARE_LINE_BREAKS, octets))
                .isEqualTo(run);
        int middle = octets.length() / 2;
        for (Limits limits : new Limits[] {TestLimits.ROOMY, TestLimits.maxTextLineBytes(8)}) {
            DataRun whole = DataRun.of(limits, octets);
            assertThat(DataRun.split(limits, octets, middle)).isEqualTo(whole);
            assertThat(DataRun.octetByOctet(limits, octets)).isEqualTo(whole);
        }
    }

    private static String unstuffed(String content) {
        return ("\r\n" + content).replace("\r\n.", "\r\n").substring(2);
    }

    private static boolean hasBareLineBreak(String octets) {
        String others = octets.replace("\r\n", "");
        // CR CR LF: what is left over stands in front of a line break.
        return others.indexOf('\r') >= 0 || others.indexOf('\n') >= 0;
    }
}
