package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 section 4.1.2. */
class PathParserTest {

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
                "postmaster@example.org"
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
                "<a@[x-tag:any>thing]>"
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

    @Test
    void takesALocalPartOf64OctetsAndNoMore() throws Refusal {
        String quoted = "\"" + "q".repeat(62) + "\"";

        assertThat(reverse("<" + "l".repeat(64) + "@b>")).hasSize(66);
        assertThat(reverse("<" + quoted + "@b>")).hasSize(66);
        assertThat(refusal("<" + "l".repeat(65) + "@b>", true)).isSameAs(Replies.BAD_SENDER);
        assertThat(refusal("<\"q" + quoted.substring(1) + "@b>", false)).isSameAs(Replies.BAD_RECIPIENT);
    }

    @Test
    void takesADomainOf255OctetsAndNoMore() throws Refusal {
        String longest = ("d".repeat(63) + ".").repeat(3) + "d".repeat(63);

        assertThat(longest).hasSize(255);
        assertThat(forward("<a@" + longest + ">")).isEqualTo("a@" + longest);
        assertThat(refusal("<a@" + longest.substring(2) + ".ab>", false)).isSameAs(Replies.BAD_RECIPIENT);
        assertThat(refusal("<a@" + "d".repeat(64) + ">", false)).isSameAs(Replies.BAD_RECIPIENT);
    }

    /** RFC 6531 section 3.5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<\u00fc@example.org>",
                "<m\u00fcller@example.org>",
                "<\"m\u00fcller\"@example.org>",
                "<\"\\\u00fc\"@example.org>",
                "<a@m\u00fcller.example>",
                "<a@b.\u00fc>",
                "<a@[IPv6:\u00fc]>",
                "<@\u00fc:a@b>"
            })
    void saysSoWhenAnAddressIsNotAscii(String path) {
        assertThat(refusal(path, true)).isSameAs(Replies.NON_ASCII_ADDRESS);
        assertThat(refusal(path, false)).isSameAs(Replies.NON_ASCII_ADDRESS);
        assertThat(Replies.NON_ASCII_ADDRESS.toString()).startsWith("553 5.6.7 ");
    }

    @Test
    void saysWhereThePathEnds() throws Refusal {
        PathParser parser = new PathParser("FROM:<\"a> b\"@c> SIZE=1", 5, Replies.BAD_SENDER);
        parser.reversePath();

        assertThat(parser.end()).isEqualTo("FROM:<\"a> b\"@c>".length());
    }

    private static String reverse(String path) throws Refusal {
        return new PathParser(path, 0, Replies.BAD_SENDER).reversePath();
    }

    private static String forward(String path) throws Refusal {
        return new PathParser(path, 0, Replies.BAD_RECIPIENT).forwardPath();
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
