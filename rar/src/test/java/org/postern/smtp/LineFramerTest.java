package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFramerTest {
    private static final int MAX_LINE_BYTES = 12;

    /** r is CR, n is LF, a pair of both is the end of a line. */
    @ParameterizedTest
    @CsvSource({
        "abcrn, LINE(abc)",
        "rn, LINE()",
        "abcrndefrn, LINE(abc) LINE(def)",
        "rnrn, LINE() LINE()",
        "abc, ''",
        "abcr, ''",
        "'', ''",
        "abcnrn, BARE_LINE_BREAK",
        "nrn, BARE_LINE_BREAK",
        "rrn, BARE_LINE_BREAK",
        "abcrrn, BARE_LINE_BREAK",
        "abcrdefrn, BARE_LINE_BREAK",
        "anbncrdnrnerefrn, BARE_LINE_BREAK BARE_LINE_BREAK",
        "anbrnabcrn, BARE_LINE_BREAK LINE(abc)",
        "arbrrrnabcrn, BARE_LINE_BREAK LINE(abc)",
        "nrnrn, BARE_LINE_BREAK LINE()",
        "0123456789rn, LINE(0123456789)",
        "01234567890rn, TOO_LONG",
        "01234567890, TOO_LONG",
        "0123456789, ''",
        "0123456789r0, BARE_LINE_BREAK",
        "0123456789n, BARE_LINE_BREAK",
        "01234567890123456789012345rnabcrn, TOO_LONG LINE(abc)",
        "01234567890nrnabcrn, TOO_LONG LINE(abc)",
        "01234567890nabcrrnabcrn, TOO_LONG LINE(abc)",
        "n01234567890123rnabcrn, BARE_LINE_BREAK LINE(abc)"
    })
    void endsALineAtCrLfAndNowhereElse(String text, String events) {
        String octets = text.replace('r', '\r').replace('n', '\n');

        assertThat(events(octets)).isEqualTo(events);
        for (int split = 0; split <= octets.length(); split++) {
            assertThat(events(octets.substring(0, split), octets.substring(split)))
                    .as("split at %d", split)
                    .isEqualTo(events);
        }
        assertThat(events(octets.split("", -1))).as("octet by octet").isEqualTo(events);
    }

    /** A client that has authenticated may say nothing more for minutes. */
    @Test
    void aLineThatWasTakenLeavesNothingOfAPassword(@TempDir Path directory) throws Exception {
        Map<LineFramer, HeapText> framers = new LinkedHashMap<>();
        for (String text : List.of(
                "AUTH PLAIN %\r\n",
                "%\r\n", "%\rx\r\n", "AUTH PLAIN % a line of more than 80 octets with a % in it\r\n")) {
            HeapText password = new HeapText();
            LineFramer framer = new LineFramer(80);
            framer.expectResponses(text.startsWith("%"));
            assertThat(feed(framer, text, password)).isNotEmpty();
            framers.put(framer, password);
        }

        assertThat(HeapText.count(framers.values(), directory)).isZero();
        assertThat(framers.keySet()).allMatch(framer -> framer.held() == 0);
    }

    /** Gives the lengths of the lines. */
    private static List<Integer> feed(LineFramer framer, String text, HeapText password) {
        List<Integer> lengths = new ArrayList<>();
        for (String part : text.split("(?=%)|(?<=%)", -1)) {
            char[] characters = part.equals("%") ? password.characters() : part.toCharArray();
            for (char c : characters) {
                if (framer.next(ByteBuffer.wrap(new byte[] {(byte) c})) != LineFramer.Event.NONE) {
                    lengths.add(framer.takeLine().length());
                }
            }
        }
        return lengths;
    }

    @Test
    void tellsAFaultAsSoonAsItIsKnown() {
        assertThat(events("a\n")).isEqualTo("BARE_LINE_BREAK");
        assertThat(events("a\rb")).isEqualTo("BARE_LINE_BREAK");
        assertThat(events("01234567890")).isEqualTo("TOO_LONG");
    }

    @Test
    void leavesWhatIsBehindAnEventInTheBuffer() {
        ByteBuffer in = buffer("ab\r\ncd\r\n");

        assertThat(new LineFramer(MAX_LINE_BYTES).next(in)).isEqualTo(LineFramer.Event.LINE);
        assertThat(in.position()).isEqualTo(4);
    }

    @Test
    void keepsEachOctetAsOneCharacter() {
        StringBuilder octets = new StringBuilder("VERB ");
        for (char octet = 0; octet < 256; octet++) {
            if (octet != '\r' && octet != '\n') {
                octets.append(octet);
            }
        }
        LineFramer framer = new LineFramer(1000);

        assertThat(framer.next(buffer(octets + "\r\n"))).isEqualTo(LineFramer.Event.LINE);
        assertThat(framer.takeLine()).isEqualTo(octets.toString());
    }

    @Test
    void takesLinesOfAnyLengthUpToTheLimit() {
        LineFramer framer = new LineFramer(1002);
        for (int length = 0; length <= 1000; length++) {
            String line = "x".repeat(length);

            assertThat(framer.next(buffer(line + "\r\n"))).isEqualTo(LineFramer.Event.LINE);
            assertThat(framer.takeLine()).isEqualTo(line);
        }
        assertThat(framer.next(buffer("x".repeat(1001) + "\r\n"))).isEqualTo(LineFramer.Event.TOO_LONG);
    }

    @Test
    void recognisesAClientHelloOnlyAtTheStartOfALine() {
        assertThat(events("\026\003")).isEqualTo("CLIENT_HELLO");
        assertThat(events("\026", "\003")).isEqualTo("CLIENT_HELLO");
        assertThat(events("\r\n\026\003")).isEqualTo("LINE() CLIENT_HELLO");
        assertThat(events("\n\r\n\026\003")).isEqualTo("BARE_LINE_BREAK CLIENT_HELLO");
        assertThat(events("a\026\003\r\n")).isEqualTo("LINE(a\026\003)");
        assertThat(events("\n\026\003\r\n")).isEqualTo("BARE_LINE_BREAK");
        assertThat(events("\003\026\r\n")).isEqualTo("LINE(\003\026)");
    }

    private static String events(String... pieces) {
        LineFramer framer = new LineFramer(MAX_LINE_BYTES);
        StringBuilder events = new StringBuilder();
        for (String piece : pieces) {
            ByteBuffer in = buffer(piece);
            LineFramer.Event event = framer.next(in);
            while (event != LineFramer.Event.NONE) {
                events.append(event == LineFramer.Event.LINE ? "LINE(" + framer.takeLine() + ")" : event.name())
                        .append(' ');
                event = framer.next(in);
            }
            assertThat(in.hasRemaining()).isFalse();
        }
        return events.toString().stripTrailing();
    }

    private static ByteBuffer buffer(String octets) {
        return ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)).asReadOnlyBuffer();
    }
}
