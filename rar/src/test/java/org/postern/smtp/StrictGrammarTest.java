package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 section 4.1.2. */
class StrictGrammarTest {
    private static final EnvelopeGrammar GRAMMAR = EnvelopeSyntax.STRICT.grammar();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "Jane.Doe@Example.ORG",
                "!#$%&'*+-/=?^_`{|}~@example.org",
                "a.b.c.d@example.org",
                "1@2.3",
                "a@1-2--3.example",
                "a@xn--mller-kva.example",
                "\"\"@example.org",
                "\"a b\"@example.org",
                "\" \"@example.org",
                "\"a@b\"@example.org",
                "\"a>b<c\"@example.org",
                "\"a,b:c;d\"@example.org",
                "\"a\\\"b\"@example.org",
                "\"a\\\\\"@example.org",
                "\"\\a\\ \\>\"@example.org",
                "\"..\"@example.org",
                "\"postmaster\"@example.org",
                "a@[192.0.2.1]",
                "a@[IPv6:2001:db8::1]",
                "a@[IPv6:::ffff:192.0.2.1]",
                "postmaster@example.org",
                "m\u00fcller@example.org",
                "\"m\u00fc ller\"@example.org",
                "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a",
                "a@b\u00fccher.example",
                "a@xn--bcher-kva.\u00fc",
                "u\u0308@u\u0308.example",
                "\u0968\u092f@\u0909\u0926\u093e.example",
                "\ud83d\udce7@example.org"
            })
    void givesBackToTheLetterWhatPasses(String mailbox) throws Refusal {
        assertThat(reverse("<" + mailbox + ">")).isEqualTo(mailbox);
        assertThat(forward("<" + mailbox + ">")).isEqualTo(mailbox);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b",
                "<a@b",
                "a@b>",
                "<a>",
                "<@>",
                "<a@>",
                "<@b>",
                "< a@b>",
                "<a@b >",
                "<a @b>",
                "<a@ b>",
                "<a b@c>",
                "<.a@b>",
                "<a.@b>",
                "<a..b@c>",
                "<a@b@c>",
                "<a@b..c>",
                "<a@.b>",
                "<a@b.>",
                "<a@-b>",
                "<a@b->",
                "<a@b_c>",
                "<a@b.-c>",
                "<a(comment)@b>",
                "<a,b@c>",
                "<a:b@c>",
                "<a;b@c>",
                "<a\\b@c>",
                "<a\"b\"@c>",
                "<\"a\"b@c>",
                "<\"a\".b@c>",
                "<\"a@b>",
                "<\"a\\\"@b>",
                "<\"a\tb\"@c>",
                "<\"a\\\tb\"@c>",
                "<a@[192.0.2.256]>",
                "<a@[192.0.2.1>",
                "<a@192.0.2.1]>",
                "<a@[]>",
                "<a@[IPv6:]>",
                "<a@[2001:db8::1]>",
                "<@a>",
                "<@a:>",
                "<@a,b:c@d>",
                "<@a,@:c@d>",
                "<@a c@d>",
                "<@:c@d>",
                "<@a,:c@d>",
                "<@-a:c@d>",
                "<<a@b>>",
                "<a@[x-tag:any>thing]>",
                "<\"\\\u00fc\"@example.org>",
                "<a@[IPv6:\u00fc]>",
                "<a\u0085@example.org>",
                "<a@b\u0085c>",
                "<a@b\u00a0c>",
                "<a@b\u3002c>",
                "<a@-\u00fc>",
                "<a@\u00fc->",
                "<a@\ud83d\udce7.example>",
                "<\u00fc>"
            })
    void refusesWhatIsNoPath(String path) {
        assertThat(refusal(path, true)).isSameAs(Replies.BAD_SENDER);
        assertThat(refusal(path, false)).isSameAs(Replies.BAD_RECIPIENT);
    }

    @Test
    void takesTheNullReversePathInMailOnly() throws Refusal {
        assertThat(reverse("<>")).isEmpty();
        assertThat(refusal("<>", false)).isSameAs(Replies.BAD_RECIPIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Postmaster", "postmaster", "POSTMASTER", "pOsTmAsTeR"})
    void takesPostmasterWithoutADomainInRcptOnly(String word) throws Refusal {
        assertThat(forward("<" + word + ">")).isEqualTo(word);
        assertThat(refusal("<" + word + ">", true)).isSameAs(Replies.BAD_SENDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<postmasters>", "<postmaste>", "<postmaster", "<\"postmaster\">", "<postmaster >", "<abuse>"})
    void takesNoOtherWordWithoutADomain(String path) {
        assertThat(refusal(path, false)).isSameAs(Replies.BAD_RECIPIENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<@a:c@d>| c@d", "<@a.example,@b.example:c@d>| c@d", "<@a,@[192.0.2.1],@b:\"x:y\"@d>| \"x:y\"@d"})
    void stripsASourceRoute(String path, String mailbox) throws Refusal {
        assertThat(reverse(path)).isEqualTo(mailbox);
        assertThat(forward(path)).isEqualTo(mailbox);
    }

    /** RFC 5321 section 4.5.3.1: 64 octets are what must be taken at least. */
    @ParameterizedTest
    @ValueSource(ints = {1, 62, 64, 65, 255, 500, 2_000, 65_000})
    void takesALocalPartOfAnyLength(int length) throws Refusal {
        String atom = "l".repeat(length) + "@b";
        String quoted = "\"" + "q".repeat(length) + "\"@b";

        assertThat(reverse("<" + atom + ">")).isEqualTo(atom);
        assertThat(forward("<" + quoted + ">")).isEqualTo(quoted);
    }

    @Test
    void takesADomainOf255OctetsAndNoMore() throws Refusal {
        String longest = ("d".repeat(63) + ".").repeat(3) + "d".repeat(63);

        assertThat(longest).hasSize(255);
        assertThat(forward("<a@" + longest + ">")).isEqualTo("a@" + longest);
        assertThat(refusal("<a@" + longest.substring(2) + ".ab>", false)).isSameAs(Replies.BAD_RECIPIENT);
        assertThat(refusal("<a@" + "d".repeat(64) + ">", false)).isSameAs(Replies.BAD_RECIPIENT);
    }

    /** RFC 6531 section 3.3 leaves the limits as they are: they are octets. */
    @Test
    void countsTheOctetsOfUtf8() throws Refusal {
        String longest = ("\u7528".repeat(20) + ".").repeat(4) + "12345678901";
        assertThat(reverse("<a@" + longest + ">")).endsWith("01");
        assertThat(refusal("<a@" + longest + "2>", true)).isSameAs(Replies.BAD_SENDER);
    }

    @Test
    void readsTheParametersBehindThePath() throws Refusal {
        assertThat(GRAMMAR.read(PathKind.REVERSE, " FROM:<\"a> b\"@c> SIZE=1").parameters())
                .hasToString("{SIZE=1}");
    }

    private static String reverse(String path) throws Refusal {
        return GRAMMAR.read(PathKind.REVERSE, " FROM:" + path).mailbox();
    }

    private static String forward(String path) throws Refusal {
        return GRAMMAR.read(PathKind.FORWARD, " TO:" + path).mailbox();
    }

    private static Reply refusal(String path, boolean reverse) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> {
            if (reverse) {
                reverse(path);
            } else {
                forward(path);
            }
        });
        assertThat(refusal).as(path).isNotNull();
        return refusal.reply();
    }
}
