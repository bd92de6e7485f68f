package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Command lines are what stands between CRLFs, whatever that is. */
class LineFramerFuzzTest {
    private static final int MAX_LINE = 40;

    @FuzzTest(maxDuration = "10s")
    void eachLineIsOneEvent(byte[] input) {
        List<String> whole = events(input, input.length);

        assertThat(whole)
                .isEqualTo(new NaiveLines(MAX_LINE, false).events(new String(input, StandardCharsets.ISO_8859_1)));
        assertThat(events(input, 1)).isEqualTo(whole);
        assertThat(events(input, 3)).isEqualTo(whole);
    }

    private static List<String> events(byte[] input, int piece) {
        LineFramer framer = new LineFramer(MAX_LINE);
        List<String> events = new ArrayList<>();
        for (int at = 0; at < input.length; at += piece) {
            ByteBuffer in = ByteBuffer.wrap(input, at, Math.min(piece, input.length - at));
            for (LineFramer.Event event = framer.next(in); event != LineFramer.Event.NONE; event = framer.next(in)) {
                if (event == LineFramer.Event.CLIENT_HELLO || event == LineFramer.Event.FOREIGN) {
                    events.add(event.name());
                    return events;
                }
                events.add(event.name() + " " + framer.takeLine());
            }
        }
        return events;
    }
}
