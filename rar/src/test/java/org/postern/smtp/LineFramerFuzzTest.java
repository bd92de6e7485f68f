package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Command lines are what stands between CRLFs, whatever that is. */
class LineFramerFuzzTest {
    private static final int MAX_LINE = 40;

    @FuzzTest(maxDuration = "10s")
    void eachLineIsOneEvent(byte[] input) {
        List<String> whole = events(input, input.length);

        assertThat(whole).isEqualTo(expected(new String(input, StandardCharsets.ISO_8859_1)));
        assertThat(events(input, 1)).isEqualTo(whole);
        assertThat(events(input, 3)).isEqualTo(whole);
    }

    private static List<String> expected(String octets) {
        List<String> events = new ArrayList<>();
        String rest = octets;
        while (true) {
            int end = rest.indexOf("\r\n");
            String line = end < 0 ? rest : rest.substring(0, end);
            if (line.startsWith("\026\003")) {
                events.add("CLIENT_HELLO");
                return events;
            }
            if (beginsLikeAnotherProtocol(line)) {
                events.add("FOREIGN");
                return events;
            }
            String event = event(line, end >= 0);
            if (!event.isEmpty()) {
                events.add(event);
            }
            if (end < 0) {
                return events;
            }
            rest = rest.substring(end + 2);
        }
    }

    /** What stands behind a bare line break is not looked at any more, and a CR may be the beginning of one. */
    private static boolean beginsLikeAnotherProtocol(String line) {
        byte[] octets = line.replaceFirst("(?s)[\r\n].*", "").getBytes(StandardCharsets.ISO_8859_1);
        return IntStream.rangeClosed(1, octets.length)
                .anyMatch(length -> ForeignProtocol.ofBeginning(octets, length).isPresent());
    }

    /** The fault that comes first counts; a CR at the end of what there is may yet become a CRLF. */
    private static String event(String line, boolean complete) {
        for (int i = 0; i < line.length(); i++) {
            char octet = line.charAt(i);
            boolean last = i == line.length() - 1;
            if (octet == '\n' || (octet == '\r' && (complete || !last))) {
                return "BARE_LINE_BREAK";
            }
            if (i == MAX_LINE - 2 && octet != '\r') {
                return "TOO_LONG";
            }
        }
        return complete ? "LINE " + line : "";
    }

    private static List<String> events(byte[] input, int piece) {
        LineFramer framer = new LineFramer(MAX_LINE);
        List<String> events = new ArrayList<>();
        for (int at = 0; at < input.length; at += piece) {
            ByteBuffer in = ByteBuffer.wrap(input, at, Math.min(piece, input.length - at));
            for (LineFramer.Event event = framer.next(in); event != LineFramer.Event.NONE; event = framer.next(in)) {
                events.add(event == LineFramer.Event.LINE ? "LINE " + framer.takeLine() : event.name());
                if (event == LineFramer.Event.CLIENT_HELLO || event == LineFramer.Event.FOREIGN) {
                    return events;
                }
            }
        }
        return events;
    }
}
