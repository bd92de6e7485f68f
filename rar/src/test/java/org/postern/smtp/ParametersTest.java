package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                " SIZE=1|{SIZE=1}",
                " size=1 Body=8bitMime|{SIZE=1, BODY=8bitMime}",
                "   a=b   c|{A=b, C=}",
                " Z=1 Y=2 X=3|{Z=1, Y=2, X=3}",
                " 1-2-=!~<>:|{1-2-=!~<>:}",
                " a |{A=}",
                " maybe= a|{MAYBE=, A=}"
            })
    void readsThemInTheOrderSentWithUpperCaseKeywords(String text, String parameters) throws Refusal {
        assertThat(parse(text)).hasToString(parameters);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   "})
    void readsNothingFromNothing(String text) throws Refusal {
        assertThat(parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " =",
                " a=",
                " =a",
                " a==",
                " a=b=c",
                " -a",
                " a_b",
                " a=b a=c",
                " a A",
                " a=\tb",
                " a=\u0085",
                " \u00fc",
                " a;b"
            })
    void refusesOneThatIsMalformedOrGivenTwice(String text) {
        assertThat(refusal(text)).isSameAs(Replies.BAD_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "SIZE=1", ">", "> SIZE=1", "\tSIZE=1", "\u3000", "\u2003SIZE=1", "\u2028"})
    void wantsABlankInFrontOfTheFirst(String text) {
        assertThat(refusal(text)).isSameAs(Replies.MAIL_SYNTAX);
    }

    @Test
    void cannotBeChanged() throws Refusal {
        Map<String, String> parameters = parse(" a=b");

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> parameters.put("C", "d"));
    }

    private static Map<String, String> parse(String text) throws Refusal {
        return Parameters.parse(text, Pattern.compile(" +"), Set.of("MAYBE"), Replies.MAIL_SYNTAX);
    }

    private static Reply refusal(String text) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> parse(text));
        assertThat(refusal).as(text).isNotNull();
        return refusal.reply();
    }
}
