package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Only CRLF.CRLF ends the content: every sequence of up to six octets out of CR, LF, dot, NUL and a letter, against a
 * reference that is slow and obvious.
 */
class DataFramerEndTest {
    private static final char[] ALPHABET = {'\r', '\n', '.', 'a', '\0'};
    private static final int LONGEST = 6;
    private static final String END = "\r\n.\r\n";
    private static final String BARE = "550 5.6.0 Message has a CR or LF that is not part of CRLF";

    @Test
    void keepsOrRefusesEverySequenceAsTheReferenceDoes() {
        forEverySequence("", middle -> {
            String octets = "a" + middle + END + "QUIT\r\n";
            checkAgainstReference(TestLimits.ACCEPTING_BARE_LINE_BREAKS, octets);
            checkAgainstReference(TestLimits.ROOMY, octets);
        });
    }

    @Test
    void doesSoAtTheVeryBeginningOfTheContent() {
        forEverySequence("", middle -> {
            if (middle.length() < LONGEST) {
                checkAgainstReference(TestLimits.ACCEPTING_BARE_LINE_BREAKS, middle + END);
                checkAgainstReference(TestLimits.ROOMY, middle + END);
            }
        });
    }

    @Test
    void doesSoWhereverTheSequenceIsSplit() {
        forEverySequence("", middle -> {
            if (middle.length() < LONGEST) {
                String octets = "a" + middle + END;
                checkSplits(TestLimits.ACCEPTING_BARE_LINE_BREAKS, octets);
                checkSplits(TestLimits.ROOMY, octets);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\r",
                "\n.\r",
                "\r.\n",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n",
                "\r\n.\r\r\n",
                "\r\r\n.\r\r\n",
                "\r\n.\r\0\n",
                "\r\n..\r\n",
                "\r\n. \r\n"
            })
    void takesNoSmugglersSequenceForTheEnd(String notTheEnd) {
        String octets = "a" + notTheEnd + "MAIL FROM:<evil@example.org>\r\n";

        assertThat(DataRun.of(TestLimits.ACCEPTING_BARE_LINE_BREAKS, octets).ended())
                .isFalse();
        assertThat(DataRun.of(TestLimits.ROOMY, octets).ended()).isFalse();
    }

    private static void checkAgainstReference(Limits limits, String octets) {
        DataRun run = DataRun.of(limits, octets);
        if (!run.equals(reference(limits, octets))) {
            assertThat(run).as(readable(octets)).isEqualTo(reference(limits, octets));
        }
    }

    private static void checkSplits(Limits limits, String octets) {
        DataRun whole = DataRun.of(limits, octets);
        for (int split = 1; split < octets.length(); split++) {
            DataRun run = DataRun.split(limits, octets, split);
            if (!run.equals(whole)) {
                assertThat(run).as("%s split at %d", readable(octets), split).isEqualTo(whole);
            }
        }
        assertThat(DataRun.octetByOctet(limits, octets).equals(whole)).isTrue();
    }

    /** Lines are what stands between CRLFs. The first that is a dot ends the content; a leading dot goes from others. */
    private static DataRun reference(Limits limits, String octets) {
        String[] lines = octets.split("\r\n", -1);
        int end = Arrays.asList(lines).indexOf(".");
        StringBuilder content = new StringBuilder();
        int consumed = ".\r\n".length();
        boolean bare = false;
        for (String line : Arrays.asList(lines).subList(0, end)) {
            consumed += line.length() + 2;
            content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            bare |= line.contains("\r") || line.contains("\n");
        }
        return bare && limits.content().bareLineBreaks() == Limits.BareLineBreaks.REJECT
                ? new DataRun(true, consumed, "", BARE)
                : new DataRun(true, consumed, content.toString(), "");
    }

    private static void forEverySequence(String begun, Consumer<String> check) {
        check.accept(begun);
        if (begun.length() < LONGEST) {
            for (char next : ALPHABET) {
                forEverySequence(begun + next, check);
            }
        }
    }

    private static String readable(String octets) {
        return octets.replace("\r", "<CR>").replace("\n", "<LF>").replace("\0", "<NUL>");
    }
}
