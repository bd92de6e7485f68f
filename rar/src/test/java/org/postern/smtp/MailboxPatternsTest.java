package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxPatternsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "orders+*@shop.example | orders+4711@shop.example | 4711",
                "orders+*@shop.example | Orders+AbC@SHOP.example. | AbC",
                "orders+*@shop.example | orders+@shop.example | ''",
                "orders+*@shop.example | \"orders+4 7\\\"11\"@shop.example | 4 7\"11",
                "orders+*@* | orders+4711@shop.example | 4711",
                "*+in@shop.example | eu+in@shop.example | eu",
                "a*b*c@shop.example | axbybzc@shop.example | x",
                "a**c@shop.example | axyc@shop.example | ''",
                "a*b*@shop.example | abb@shop.example | ''",
                "*@shop.example | orders+4711@shop.example | none",
                "**@shop.example | orders+4711@shop.example | none",
                "orders@* | orders@shop.example | none",
                "* | orders+4711@shop.example | none",
                "postmaster | postmaster | none",
                "info@shop.example, *@other.example, orders+*@shop.example | orders+1@shop.example | 1",
                "*@shop.example, orders+*@shop.example | orders+1@shop.example | 1",
                "o*@shop.example, orders+*@shop.example | orders+1@shop.example | rders+1",
                "orders+*@shop.example | orders@shop.example | none",
                "\u0130+*@shop.example | \u0130+A\u0130@shop.example | ai\u0307",
            })
    void theDetailIsWhatStandsAtTheFirstAsterisk(String patterns, String mailbox, @Nullable String detail) {
        MailboxPatterns parsed = MailboxPatterns.parse(patterns, word -> {
            throw new AssertionError(word);
        });

        assertThat(parsed.detail(new Recipient(mailbox, Map.of()))).isEqualTo(Optional.ofNullable(detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                        | a@example.org          | true
            *                        | Postmaster             | true
            *@example.com            | a@example.com          | true
            *@example.com            | a.b+c@Example.COM      | true
            *@example.com            | a@sub.example.com      | false
            *@example.com            | a@example.com.org      | false
            *@example.com            | Postmaster             | false
            *@*.example.com          | a@sub.example.com      | true
            *@*.example.com          | a@example.com          | false
            *@*                      | a@example.com          | true
            *@*                      | Postmaster             | false
            orders@example.com       | ORDERS@example.com     | true
            orders@example.com       | "orders"@example.com   | true
            orders@example.com       | "or\\ders"@example.com | true
            orders@example.com       | xorders@example.com    | false
            orders@example.com       | ordersx@example.com    | false
            support+*@example.com    | support+17@example.com | true
            support+*@example.com    | support+@example.com   | true
            support+*@example.com    | support@example.com    | false
            a*b*c@example.com        | aXbYbZc@example.com    | true
            a*b*c@example.com        | aXbYbZ@example.com     | false
            *@example.com            | "a@x.org"@example.com  | true
            *@x.org                  | "a@x.org"@example.com  | false
            *@b\u00fccher.example    | a@xn--bcher-kva.example| true
            *@xn--bcher-kva.example  | a@B\u00dcCHER.example  | true
            postmaster               | PostMaster             | true
            postmaster               | postmaster@example.com | false
            *@[192.0.2.1]            | a@[192.0.2.1]          | true
            *@example.com            | a@example.com.         | true
            *@example.com.           | a@example.com          | true
            *@example.com.           | a@EXAMPLE.com.         | true
            *@example.com            | a@example.com..        | false
            *@my_scanner             | a@My_Scanner.          | true
            a@example.com            | a.@example.com         | false
            a@example.com            | .a@example.com         | false
            a.b@example.com          | a..b@example.com       | false
            a@x.org b@y.org,c@z.org  | b@y.org                | true
            a@x.org b@y.org,c@z.org  | c@z.org                | true
            a@x.org b@y.org,c@z.org  | b@z.org                | false
            """)
    void aPatternMatchesTheMailboxesThatItDescribes(String patterns, String mailbox, boolean matching) {
        assertThat(parsed(patterns).match(new Recipient(mailbox, Map.of()))).isEqualTo(matching);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "@example.com", "a@", "a@.x.org", "a@x..org", "a@[1.2.3]", "**", "a@x_y.."})
    void whatCouldMatchNothingIsNoPattern(String word) {
        List<String> faults = new ArrayList<>();

        MailboxPatterns.parse(word, faults::add);

        assertThat(faults).containsExactly(word);
    }

    @ParameterizedTest
    @CsvSource({
        "*, *, true",
        "*, postmaster, true",
        "*, a@example.com, true",
        "postmaster, postmaster, true",
        "postmaster, *@*, false",
        "*@example.com, *@example.com, true",
        "*@example.com, *@example.org, false",
        "*@example.com, a@EXAMPLE.com, true",
        "a*@example.com, *b@example.com, true",
        "a*@example.com, b*@example.com, false",
        "*a@example.com, *b@example.com, false",
        "a*@*.example.com, *@x.*, true",
        "a*c@example.com, ab@example.com, false",
        "a@example.com b@example.com, c@example.com b@example.com, true",
        "a@example.com b@example.com, c@example.com d@example.com, false"
    })
    void twoOverlapWhenAMailboxCanMatchBoth(String one, String other, boolean overlapping) {
        assertThat(parsed(one).overlap(parsed(other))).isEqualTo(overlapping);
        assertThat(parsed(other).overlap(parsed(one))).isEqualTo(overlapping);
    }

    /** Against the obvious way to find out, for texts of two letters. */
    @Test
    void globsOverlapWhenSomeTextMatchesBoth() {
        Random random = new Random(7);
        int overlapping = 0;
        for (int i = 0; i < 2_000; i++) {
            Glob one = glob(random);
            Glob other = glob(random);
            boolean found = texts(8).stream().anyMatch(text -> one.matches(text) && other.matches(text));
            assertThat(one.overlaps(other)).as(one + " and " + other).isEqualTo(found);
            overlapping += found ? 1 : 0;
        }
        assertThat(overlapping).isBetween(200, 1_800);
    }

    private static Glob glob(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            text.append("ab*".charAt(random.nextInt(3)));
        }
        return new Glob(text.toString());
    }

    private static List<String> texts(int maxLength) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int from = 0; texts.get(from).length() < maxLength; from++) {
            texts.add(texts.get(from) + "a");
            texts.add(texts.get(from) + "b");
        }
        return texts;
    }

    private static MailboxPatterns parsed(String text) {
        return MailboxPatterns.parse(text, word -> {
            throw new IllegalArgumentException(word);
        });
    }
}
