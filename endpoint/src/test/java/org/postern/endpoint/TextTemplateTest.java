package org.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTemplateTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "orders, orders, {}",
                "orders, ORDERS, {}",
                "orders, order, none",
                "orders, orders1, none",
                "orders+{id}, orders+4711, {id=4711}",
                "orders+{id}, Orders+aBc, {id=aBc}",
                "orders+{id}, orders+, none",
                "orders+*, orders+, {}",
                "orders+{id}, orders, none",
                "'{a}-{b}', x-y-z, '{a=x, b=y-z}'",
                "'{a}-{b}', x-, none",
                "'{a}-{b}', -y, none",
                "'{a}-{b}', --y, '{a=-, b=y}'",
                "'{a}--{b}--', x--y--z--, '{a=x, b=y--z}'",
                "'{a}xx', xxx, {a=x}",
                "'{a}xx', xx, none",
                "x{a}x, xx, none",
                "*x{a}, abxc, {a=c}",
                "*x*, x, {}",
                "{i}, \u0130\u0131, {i=\u0130\u0131}",
                "'', '', {}",
                "'', x, none",
            })
    void whatItMatchesAndWhatStandsAtItsNames(String template, String text, @Nullable String values) {
        assertThat(TextTemplate.parse(template)
                        .match(text)
                        .map(Object::toString)
                        .orElse(null))
                .isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource({
        "'{a', a brace that is not closed",
        "'{}', a name that is none: {}",
        "'{1}', a name that is none: {1}",
        "'{a b}', a name that is none: {a b}",
        "'{a}{b}', two places without a text between them",
        "'{a}*', two places without a text between them",
        "'**', two places without a text between them",
        "'{a}-{a}', {a} twice",
    })
    void whatCouldBeReadInTwoWaysIsRefused(String template, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTemplate.parse(template))
                .withMessage("\"" + template + "\" has " + why);
    }

    /** A regular expression says the same, if it has the time for it. */
    @Test
    void itMatchesWhatARegularExpressionMatches() {
        Random random = new Random(20261127);
        for (int i = 0; i < 20_000; i++) {
            String template = template(random);
            String text = text(random, 8);
            Pattern pattern = Pattern.compile(
                    template.replaceAll("\\{.\\}", "(.+)").replace("*", "(.*)"), Pattern.CASE_INSENSITIVE);

            assertThat(TextTemplate.parse(template).match(text).isPresent())
                    .as(template + " and " + text)
                    .isEqualTo(pattern.matcher(text).matches());
        }
    }

    @Test
    void whereTwoHaveATextInCommonTheyMayOverlap() {
        Random random = new Random(20261128);
        int common = 0;
        for (int i = 0; i < 50_000; i++) {
            TextTemplate one = TextTemplate.parse(template(random));
            TextTemplate other = TextTemplate.parse(template(random));
            String text = text(random, 5);
            if (one.match(text).isPresent() && other.match(text).isPresent()) {
                common++;
                assertThat(one.mayOverlap(other)).isTrue();
                assertThat(other.mayOverlap(one)).isTrue();
            }
        }
        assertThat(common).isGreaterThan(1_000);
        assertThat(TextTemplate.parse("orders+{id}").mayOverlap(TextTemplate.parse("tickets+{id}")))
                .isFalse();
        assertThat(TextTemplate.parse("{a}-in").mayOverlap(TextTemplate.parse("{a}-out")))
                .isFalse();
    }

    private static String template(Random random) {
        List<String> pieces = new ArrayList<>();
        String names = "pqrs";
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            pieces.add(text(random, 1 + random.nextInt(2)));
            if (random.nextBoolean()) {
                pieces.add(random.nextInt(3) == 0 ? "*" : "{" + names.charAt(i) + "}");
            }
        }
        return String.join("", random.nextBoolean() ? pieces : pieces.subList(1, pieces.size()))
                .replaceAll("^$", "a");
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i >= 0; i--) {
            text.append("abA".charAt(random.nextInt(3)));
        }
        return text.toString();
    }
}
