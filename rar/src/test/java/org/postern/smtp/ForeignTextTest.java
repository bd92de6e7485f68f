package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener's text goes to a stranger: whatever it is, the reply stays one reply. */
class ForeignTextTest {

    @Test
    void leavesAnOrdinaryTextAlone() {
        assertThat(Reply.withForeignText(550, "5.7.1", "No ~such~ \"user\" here"))
                .hasToString("550 5.7.1 No ~such~ \"user\" here\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no\r\n250 2.0.0 OK",
                "no\n250 2.0.0 OK",
                "no\r250 2.0.0 OK",
                "no\t\r\n\r\n 250 2.0.0 OK",
                "no\013250 2.0.0 OK",
                "\r\nno 250 2.0.0 OK\r\n"
            })
    void makesALineBreakABlank(String text) {
        assertThat(Reply.withForeignText(550, "5.7.1", text)).hasToString("550 5.7.1 no 250 2.0.0 OK\r\n");
    }

    @Test
    void makesAnythingElseAQuestionMark() {
        assertThat(Reply.withForeignText(451, "4.3.0", "\0a\033b\177c\u00fcd\u0085e\u2028f\u20acg"))
                .hasToString("451 4.3.0 ?a?b?c?d?e?f?g\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\r\n"})
    void survivesATextWithNothingInIt(String text) {
        assertThat(Reply.withForeignText(550, "5.0.0", text)).hasToString("550 5.0.0 \r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 399, 400, 401, 488, 489, 799, 800, 801, 2000, 100_000})
    void spreadsALongTextOverLinesOfAtMost512Octets(int length) {
        String text = "0123456789".repeat(length / 10 + 1).substring(0, length);
        List<String> lines = lines(Reply.withForeignText(550, "5.123.456", text));

        assertThat(lines).allSatisfy(line -> {
            assertThat(line.length() + 2).isLessThanOrEqualTo(512);
            assertThat(line).matches("550[ -]5\\.123\\.456 \\d+");
        });
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.startsWith("550-"));
        assertThat(lines.get(lines.size() - 1)).startsWith("550 ");
        assertThat(lines.stream().map(line -> line.substring(14)).collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @Test
    void staysWithinTheLineWhateverTheCharactersAre() {
        String everything =
                IntStream.range(0, 3000).mapToObj(i -> String.valueOf((char) i)).collect(Collectors.joining());

        assertThat(lines(Reply.withForeignText(550, "5.7.1", everything)))
                .allSatisfy(line -> assertThat(line).matches("550[ -]5\\.7\\.1 [ -~]{1,498}"));
    }

    private static List<String> lines(Reply reply) {
        String wire = reply.toString();
        assertThat(wire).endsWith("\r\n");
        return Arrays.asList(wire.substring(0, wire.length() - 2).split("\r\n", -1));
    }
}
