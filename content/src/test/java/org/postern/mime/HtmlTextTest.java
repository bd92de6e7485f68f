package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            <p>teapot: 2</p><p>cup: 6</p>| teapot: 2//cup: 6
            <div>teapot: 2</div><div>cup: 6</div>| teapot: 2/cup: 6
            teapot: 2<br>cup: 6<br/>| teapot: 2/cup: 6
            a<br><br>b| a//b
            a<br><br><br><br>b| a//b
            <ul><li>a<li>b</ul>c| a/b//c
            <table><tr><td>teapot:</td><td>2</td></tr><tr><td>cup:<td>6</table>| teapot: 2/cup: 6
            <b>tea</b>pot: <i>2</i>| teapot: 2
            a &amp; b &lt;c&gt; &quot;d&quot; &eacute;&#233;&#xE9;| a & b <c> "d" ééé
            &nbsp;a&nbsp;&nbsp;b| a b
            &unknown; &#; &#x110000; R&D &| &unknown; &#; � R&D &
            &#128;&#150;| €–
            <title>t</title><style>p{x>y}</style><script>if (a<b) "</p>"</script>a| a
            a<!-- <p>no</p> -->b<!DOCTYPE x>c<?xml y?>d| abcd
            <div style="display: none">no<div>no</div></div>a<span style='DISPLAY:NONE'>b</span>| a
            <pre>a  b| a  b
            a < b and c > d| a < b and c > d
            <a title="x > y" href='p?a>b'>link</a>| link
            <a title="x>link| link
            <p>open <b>never closed| open never closed
            </p></div>a</blockquote>| a
            a<5>b| a<5>b
            <tr><th>a<th>b</tr>| a b
            <noframes>no</noframes>a| a
            <p style="mso-hide: all">no</p>a| a
            <img style="display:none">a| a
            te\u00ADa\u200Bpot| teapot
            """, delimiter = '|')
    void textIsWhatAReaderSees(String html, String text) {
        assertThat(HtmlText.of(html.replace("\\u00AD", "\u00AD").replace("\\u200B", "\u200B")))
                .isEqualTo(text.replace('/', '\n') + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<", "<p>", "</", "<!--", "<!", "<script>", "&nbsp;", "<p", "<a b='"})
    void thereMayBeNone(String html) {
        assertThat(HtmlText.of(html).strip()).isIn("", html.strip());
    }

    @Test
    void quotationsAreMarkedByDepth() {
        assertThat(HtmlText.withQuotesMarked("a<blockquote>b<blockquote>c</blockquote>d</blockquote>e"))
                .isEqualTo("a\n>\n> b\n>>\n>> c\n>\n> d\n\ne\n");
    }

    @Test
    void quotationsDeeperThanFiftyBelongToTheFiftieth() {
        assertThat(HtmlText.withQuotesMarked("<blockquote>".repeat(60) + "a" + "</blockquote>".repeat(60) + "b"))
                .isEqualTo(">".repeat(50) + " a\n\nb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id=appendonsend", "class=gmail_signature"})
    void whatIsHiddenSeparatesNothing(String mark) {
        assertThat(HtmlText.withQuotesMarked("a<div style='display:none'><div " + mark + ">no</div></div>b"))
                .isEqualTo("a\nb\n");
    }

    @Test
    void elementsInAQuotationEndIt() {
        assertThat(HtmlText.withQuotesMarked(
                        "<div class=gmail_quote><div>a</div><div><div>b</div></div></div><div>c</div>"))
                .isEqualTo("> a\n> b\nc\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a",
                "<a '",
                "<a \"",
                "<a x='",
                "<a x=\"'",
                "<!--",
                "<!",
                "<script>",
                "</script",
                "<style></",
                "&",
                "&#",
                "<p>",
                "<div style='display:none'>",
                "<blockquote>",
                "</blockquote>",
                "<a x=\"y\">",
                "<pre>\n",
                "a ",
                " class=",
                "<div class=\""
            })
    void timeGrowsNoFasterThanTheText(String piece) {
        int n = 200_000 / piece.length();
        String one = piece.repeat(n / 2);
        String two = piece.repeat(n);
        cost(one); // So that all is compiled.

        long first = Math.min(cost(one), cost(one));
        long second = Math.min(cost(two), cost(two));

        assertThat(second).isLessThan(3 * Math.max(first, 100_000_000));
    }

    private static long cost(String html) {
        long begin = ProcessorTime.now();
        assertThat(HtmlText.of(html)).isNotNull();
        assertThat(HtmlText.withQuotesMarked(html)).isNotNull();
        return ProcessorTime.now() - begin;
    }
}
