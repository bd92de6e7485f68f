package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the network cuts lines, and whatever their lengths, the same is told as of each octet by itself. */
class LineFramerSplitsTest {
    private static final int RUNS = 1_000;

    /** RFC 4954 section 4 wants that much for a line of an authentication. */
    private static final int LONGEST_AUTH = 12_288;

    /** Now and then of a line that may be longer, or of TLS or another protocol, behind which nothing makes sense. */
    private static final List<String> BEGINNINGS = List.of(
            "", "", "", "", "", "", "", "", "AUTH ", "auth ", "\026\003", "\005\001", "AMQP\000", "\000\000\000\010");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theEventsAreThoseOfAFramerThatLooksAtEachOctet(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            int maxLine = 12 + random.nextInt(120);
            boolean responses = random.nextInt(8) == 0;
            String octets = octets(random, maxLine);
            LineFramer framer = new LineFramer(maxLine);
            framer.expectResponses(responses);

            assertThat(events(framer, octets, random))
                    .as("run %d of %d octets a line", run, maxLine)
                    .isEqualTo(new NaiveLines(maxLine, responses).events(octets));
        }
    }

    /** A few lengths around the limit, which is far beyond that of other lines. */
    @ParameterizedTest
    @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3})
    void aLineOfAnAuthenticationMayBeLongerHoweverItIsCut(int more) {
        Random random = new Random(more);
        for (String beginning : List.of("AUTH PLAIN ", "auth plain ", "Auth x", "AUTHX PLAIN ", "")) {
            String line = beginning + "x".repeat(LONGEST_AUTH - 2 + more - beginning.length());
            for (boolean responses : new boolean[] {true, false}) {
                LineFramer framer = new LineFramer(512);
                framer.expectResponses(responses);

                assertThat(events(framer, line + "\r\nNOOP\r\n", random))
                        .as("%s, responses %s", beginning, responses)
                        .isEqualTo(new NaiveLines(512, responses).events(line + "\r\nNOOP\r\n"));
            }
        }
    }

    /** A client that sends no end of a line takes no more memory than the longest that is allowed, and none of what is swallowed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anEndlessLineTakesNoMoreThanTheLongest(long seed) {
        Random random = new Random(seed);
        int maxLine = 300 + random.nextInt(3_000);
        LineFramer framer = new LineFramer(maxLine);
        boolean refused = false;
        for (int sent = 0; sent < 3 * maxLine; ) {
            String piece = "x".repeat(random.nextInt(100));
            LineFramer.Event event = framer.next(buffer(piece, random));
            sent += piece.length();
            refused = refused || event == LineFramer.Event.TOO_LONG;

            assertThat(framer.held()).as("after %d octets", sent).isBetween(0, refused ? 0 : maxLine - 2);
        }
        assertThat(refused).isTrue();
    }

    /** Mostly what stands in lines, now and then what ends one or should not, in lines that are short, as long as they may be, or longer. */
    private static String octets(Random random, int maxLine) {
        StringBuilder octets = new StringBuilder();
        for (int line = random.nextInt(6); line >= 0; line--) {
            octets.append(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())));
            int length = random.nextInt(3) == 0 ? maxLine - 5 + random.nextInt(8) : random.nextInt(2 * maxLine);
            int rare = 1 + random.nextInt(4 * maxLine);
            for (int i = 0; i < length; i++) {
                octets.append(random.nextInt(rare) == 0 ? odd(random) : ordinary(random));
            }
            octets.append(random.nextInt(5) == 0 ? odd(random) : "\r\n");
        }
        return octets.toString();
    }

    private static String odd(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "\r";
            case 1 -> "\n";
            case 2 -> "\n\r";
            case 3 -> "\r\r\n";
            default -> "\r\n";
        };
    }

    private static char ordinary(Random random) {
        return random.nextInt(20) == 0 ? '\u00e4' : (char) ('a' + random.nextInt(26));
    }

    private static List<String> events(LineFramer framer, String octets, Random random) {
        List<String> events = new ArrayList<>();
        int longest = 1 + random.nextInt(random.nextBoolean() ? 8 : octets.length() + 1);
        for (int from = 0; from < octets.length(); ) {
            int to = Math.min(octets.length(), from + random.nextInt(longest + 1));
            ByteBuffer in = buffer(octets.substring(from, to), random);
            for (LineFramer.Event event = framer.next(in); event != LineFramer.Event.NONE; event = framer.next(in)) {
                if (event == LineFramer.Event.CLIENT_HELLO || event == LineFramer.Event.FOREIGN) {
                    events.add(event.name());
                    return events;
                }
                events.add(event.name() + " " + framer.takeLine());
            }
            assertThat(in.hasRemaining()).isFalse();
            from = to;
        }
        return events;
    }

    /** As the network gives it: somewhere in a buffer, which may be of any kind. */
    private static ByteBuffer buffer(String octets, Random random) {
        int before = random.nextInt(10);
        int length = octets.length();
        ByteBuffer buffer = random.nextBoolean()
                ? ByteBuffer.allocate(before + length + 9)
                : ByteBuffer.allocateDirect(before + length + 9);
        buffer.position(before)
                .put(octets.getBytes(StandardCharsets.ISO_8859_1))
                .put("\r\nnot these".getBytes(StandardCharsets.ISO_8859_1), 0, 9)
                .position(before)
                .limit(before + length);
        return random.nextBoolean() ? buffer : buffer.asReadOnlyBuffer();
    }
}
