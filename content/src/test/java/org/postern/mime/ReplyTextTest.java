package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTextTest {
    private static final String NEW = "Yes, two.\nAnd a cup: 6\n";
    private static final String QUOTE = "> How many teapots?\n> \n> -- \n> The shop\n";

    /** As the programs of the time write it, in the language of their user. */
    static Stream<Arguments> attributions() {
        return Stream.of(
                Arguments.of("en", "On Mon, Mar 2, 2026 at 10:00 AM Bob <bob@example.net> wrote:"),
                Arguments.of(
                        "en, broken", "On Mon, Mar 2, 2026 at 10:00 AM Bob the Shopkeeper <\nbob@example.net> wrote:"),
                Arguments.of("en, Apple", "On 2 Mar 2026, at 10:00, Bob <bob@example.net> wrote:"),
                Arguments.of("de", "Am Mo., 2. M\u00e4rz 2026 um 10:00 Uhr schrieb Bob <bob@example.net>:"),
                Arguments.of(
                        "de, broken",
                        "Am Mo., 2. M\u00e4rz 2026 um 10:00 Uhr schrieb Bob vom Laden <\nbob@example.net>:"),
                Arguments.of("fr", "Le lun. 2 mars 2026 \u00e0 10:00, Bob <bob@example.net> a \u00e9crit :"),
                Arguments.of("es", "El lun, 2 mar 2026 a las 10:00, Bob (<bob@example.net>) escribi\u00f3:"),
                Arguments.of("it", "Il giorno lun 2 mar 2026 alle ore 10:00 Bob <bob@example.net> ha scritto:"),
                Arguments.of("pt", "Em seg., 2 de mar. de 2026 \u00e0s 10:00, Bob <bob@example.net> escreveu:"),
                Arguments.of("nl", "Op ma 2 mrt 2026 om 10:00 schreef Bob <bob@example.net>:"),
                Arguments.of("pl", "pon., 2 mar 2026 o 10:00 Bob <bob@example.net> napisa\u0142(a):"),
                Arguments.of("pl, Thunderbird", "W dniu 2.03.2026 o 10:00, Bob pisze:"),
                Arguments.of(
                        "ru", "\u043f\u043d, 2 \u043c\u0430\u0440. 2026 \u0433. \u0432 10:00, Bob <bob@example.net>:"),
                Arguments.of("ru, Thunderbird", "02.03.2026 10:00, Bob \u043f\u0438\u0448\u0435\u0442:"),
                Arguments.of("sv", "Den m\u00e5n 2 mars 2026 kl 10:00 skrev Bob <bob@example.net>:"),
                Arguments.of("cs", "po 2. 3. 2026 v 10:00 odes\u00edlatel Bob <bob@example.net> napsal:"),
                Arguments.of("tr", "Bob <bob@example.net>, 2 Mar 2026 Pzt, 10:00 tarihinde \u015funu yazd\u0131:"),
                Arguments.of("ja", "2026\u5e743\u67082\u65e5(\u6708) 10:00 Bob <bob@example.net>:"),
                Arguments.of(
                        "zh",
                        "Bob <bob@example.net> \u4e8e2026\u5e743\u67082\u65e5\u5468\u4e00 10:00\u5199\u9053\uff1a"),
                Arguments.of(
                        "ko",
                        "2026\ub144 3\uc6d4 2\uc77c (\uc6d4) \uc624\uc804 10:00, Bob <bob@example.net>\ub2d8\uc774 \uc791\uc131:"),
                Arguments.of(
                        "el",
                        "\u03a3\u03c4\u03b9\u03c2 \u0394\u03b5\u03c5 2 \u039c\u03b1\u03c1 2026 10:00 Bob <bob@example.net> \u03ad\u03b3\u03c1\u03b1\u03c8\u03b5:"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attributions")
    void whatIsAboveAQuotationIsNew(String language, String attribution) {
        assertThat(ReplyText.ofText(NEW + "\n" + attribution + "\n\n" + QUOTE)).isEqualTo(NEW);
        assertThat(ReplyText.ofText(NEW + attribution + "\n" + QUOTE)).isEqualTo(NEW);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attributions")
    void whatIsBelowAQuotationIsNew(String language, String attribution) {
        assertThat(ReplyText.ofText(attribution + "\n" + QUOTE + "\n" + NEW + "-- \nAnn\n"))
                .isEqualTo(NEW);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attributions")
    void whatIsNotMarkedBelowAnAttributionIsOld(String language, String attribution) {
        boolean hasTimeOrAddress = attribution.contains("10:00");
        assertThat(hasTimeOrAddress).isTrue();
        if (!List.of("ru", "ja").contains(language)) { // There is no word for writing in them.
            assertThat(ReplyText.ofText(NEW + "\n" + attribution + "\n\nHow many teapots?\nBob\n"))
                    .isEqualTo(NEW);
        }
    }

    static Stream<String> headers() {
        return Stream.of(
                "From: Bob <bob@example.net>\nSent: Monday, March 2, 2026 10:00\nTo: Ann\nSubject: Tea",
                "*From:* Bob <bob@example.net>\n*Sent:* Monday, March 2, 2026 10:00\n*To:* Ann\n*Subject:* Tea",
                "Von: Bob <bob@example.net>\nGesendet: Montag, 2. M\u00e4rz 2026 10:00\nAn: Ann\nBetreff: Tee",
                "De : Bob <bob@example.net>\nEnvoy\u00e9 : lundi 2 mars 2026 10:00\n\u00c0 : Ann\nObjet : Th\u00e9",
                "De: Bob\nEnviado: lunes, 2 de marzo de 2026\nPara: Ann\nAsunto: T\u00e9",
                "Da: Bob\nInviato: luned\u00ec 2 marzo 2026\nA: Ann\nOggetto: T\u00e8",
                "Van: Bob\nVerzonden: maandag 2 maart 2026\nAan: Ann\nOnderwerp: Thee",
                "Od: Bob\nWys\u0142ano: poniedzia\u0142ek, 2 marca 2026\nDo: Ann\nTemat: Herbata",
                "\u041e\u0442: Bob\n\u041e\u0442\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u043e: 2 \u043c\u0430\u0440\u0442\u0430\n\u041a\u043e\u043c\u0443: Ann\n\u0422\u0435\u043c\u0430: \u0427\u0430\u0439",
                "\u53d1\u4ef6\u4eba: Bob\n\u53d1\u9001\u65f6\u95f4: 2026\u5e743\u67082\u65e5\n\u6536\u4ef6\u4eba: Ann\n\u4e3b\u9898: \u8336",
                "\u5dee\u51fa\u4eba: Bob\n\u9001\u4fe1\u65e5\u6642: 2026\u5e743\u67082\u65e5\n\u5b9b\u5148: Ann\n\u4ef6\u540d: \u304a\u8336",
                "\ubcf4\ub0b8 \uc0ac\ub78c: Bob\n\ubcf4\ub0b8 \ub0a0\uc9dc: 2026\ub144\n\ubc1b\ub294 \uc0ac\ub78c: Ann\n\uc81c\ubaa9: \ucc28",
                "-----Original Message-----\nFrom: Bob",
                "-----Urspr\u00fcngliche Nachricht-----\nBob schrieb",
                "----- Message d'origine -----",
                "---------- Forwarded message ---------\nFrom: Bob",
                "-------- Weitergeleitete Nachricht --------");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void whatIsBelowTheHeaderOfTheOldMessageIsOld(String header) {
        assertThat(ReplyText.ofText(NEW + "\n" + header + "\n\nHow many teapots?\nBob\n"))
                .isEqualTo(NEW);
        assertThat(ReplyText.ofText(NEW + "\n________________________________\n" + header + "\n\nHow many?\n"))
                .isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my iPhone",
                "Get Outlook for iOS<https://aka.ms/o0ukef>",
                "Von meinem iPhone gesendet",
                "Gesendet von Mail f\u00fcr Windows",
                "Diese Nachricht wurde von meinem Android-Mobiltelefon mit GMX Mail gesendet.",
                "Envoy\u00e9 de mon iPhone",
                "Enviado desde mi iPhone",
                "Inviato da iPhone",
                "Enviado do meu iPhone",
                "Verstuurd vanaf mijn iPhone",
                "Wys\u0142ane z iPhone'a",
                "\u041e\u0442\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u043e \u0441 iPhone",
                "Skickat fr\u00e5n min iPhone",
                "iPhone'umdan g\u00f6nderildi",
                "iPhone\u304b\u3089\u9001\u4fe1",
                "\u53d1\u81ea\u6211\u7684iPhone",
                "\ub098\uc758 iPhone\uc5d0\uc11c \ubcf4\ub0c4"
            })
    void theLineOfAPhoneIsNotNew(String line) {
        assertThat(ReplyText.ofText(NEW + "\n" + line + "\n")).isEqualTo(NEW);
        assertThat(ReplyText.ofText(
                        NEW + "\n" + line + "\n\nOn 2 Mar 2026, at 10:00, Bob <b@x.example> wrote:\n\n" + QUOTE))
                .isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- ", "--"})
    void aSignatureIsNotNew(String line) {
        assertThat(ReplyText.ofText(NEW + line + "\nAnn\nSmith & Sons\n")).isEqualTo(NEW);
    }

    @Test
    void answersBetweenQuotationsAreKeptInOrder() {
        assertThat(ReplyText.ofText("""
                Hello Bob,

                On Mon, 2 Mar 2026 10:00:00 +0000, Bob <bob@example.net> wrote:
                > How many teapots?

                Two.

                > And cups?
                >> none so far

                Six.
                """)).isEqualTo("Hello Bob,\n\nTwo.\n\nSix.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The manual says: wait.\nI did.\n",
                "From: Berlin\nI would go to Paris.\n",
                "He wrote:\nnothing at all.\n",
                "On Monday I need these:\nteapot: 2\n",
                "On 2 March at 10:00 please deliver:\nteapot: 2\n",
                "a -- b\n--- c\n",
                "Sent from my heart, this is a long line that goes on and on because somebody wanted to say a lot about love and tea.\n",
                "5 > 3\n"
            })
    void whatAPersonMayWellWriteIsKept(String text) {
        assertThat(ReplyText.ofText(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "> only\n> quoted\n", "-- \nAnn\n", "Sent from my iPhone\n"})
    void thereMayBeNothingNew(String text) {
        assertThat(ReplyText.ofText(text)).isEmpty();
    }

    @Test
    void lineEndsMayBeOfAnyKind() {
        assertThat(ReplyText.ofText("a\r\nb\rc\n\r\n> d")).isEqualTo("a\nb\nc\n");
    }

    static Stream<Arguments> html() {
        return Stream.of(
                Arguments.of(
                        "Gmail",
                        "<div dir=\"ltr\"><div>Yes, two.</div><div>And a cup: 6<br></div></div><br>"
                                + "<div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">On Mon"
                                + " Bob &lt;<a href=\"mailto:b@x\">b@x</a>&gt; wrote:<br></div><blockquote class=\"gmail_quote\""
                                + " style=\"margin:0\"><div>How many?</div><div>Bob</div></blockquote></div>"),
                Arguments.of(
                        "Apple",
                        "<html><head><meta http-equiv=\"content-type\"></head><body><div>Yes, two.</div><div>And a cup: 6</div>"
                                + "<br id=\"lineBreakAtBeginningOfMessage\"><div><br><blockquote type=\"cite\"><div>On 2 Mar 2026, at"
                                + " 10:00, Bob &lt;b@x.example&gt; wrote:</div><br><div><div>How many?</div></div></blockquote></div>"
                                + "</body></html>"),
                Arguments.of(
                        "Thunderbird",
                        "<p>Yes, two.<br>And a cup: 6</p><div class=\"moz-cite-prefix\">Am 02.03.26 um 10:00 schrieb Bob:<br></div>"
                                + "<blockquote type=\"cite\" cite=\"mid:1@x\"><p>How many?</p></blockquote><div class=\"moz-signature\">"
                                + "-- <br>Ann</div>"),
                Arguments.of(
                        "Outlook on the web",
                        "<div>Yes, two.<br>And a cup: 6</div><div id=\"Signature\"><p>Ann</p></div><div id=\"appendonsend\"></div><hr>"
                                + "<div id=\"divRplyFwdMsg\" dir=\"ltr\"><font><b>Von:</b> Bob<br></font></div><div>How many?</div>"),
                Arguments.of(
                        "Outlook",
                        "<div class=WordSection1><p class=MsoNormal>Yes, two.<br>And a cup: 6<o:p></o:p></p><p class=MsoNormal>"
                                + "<o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>"
                                + "From:</b> Bob &lt;b@x&gt; <br><b>Sent:</b> Monday<br><b>To:</b> Ann<br><b>Subject:</b> Tea</p></div>"
                                + "<p>How many?</p></div>"),
                Arguments.of(
                        "Yahoo",
                        "<div>Yes, two.</div><div>And a cup: 6</div><div id=\"ydp1\" class=\"ydp yahoo_quoted\"><div>On Monday Bob wrote:"
                                + "</div><div>How many?</div></div>"),
                Arguments.of(
                        "a phone",
                        "<div>Yes, two.</div><div>And a cup: 6</div><br><div id=\"ms-outlook-mobile-signature\">Get <a href=\"x\">Outlook"
                                + " for iOS</a></div>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("html")
    void whatIsNewInHtmlIsToldByWhatProgramsMark(String program, String html) {
        assertThat(ReplyText.ofHtml(html)).isEqualTo(NEW);
    }

    @Test
    void indentationIsNoQuotation() {
        assertThat(ReplyText.ofHtml(
                        "<blockquote style=\"margin:0 0 0 40px; border: none; padding:0\">two</blockquote>"))
                .isEqualTo("two\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On a\n",
                ">\n",
                "1\n",
                "<div class=gmail_quote>",
                "On x wrote:\n",
                "From:\n",
                "-",
                "\n",
                "<blockquote>a",
                "&amp"
            })
    void timeGrowsNoFasterThanTheText(String piece) {
        int n = 100_000 / piece.length();
        String one = piece.repeat(n / 2);
        String two = piece.repeat(n);
        cost(one); // So that all is compiled.

        long first = Math.min(cost(one), cost(one));
        long second = Math.min(cost(two), cost(two));

        assertThat(second).isLessThan(3 * Math.max(first, 100_000_000));
    }

    private static long cost(String text) {
        long begin = ProcessorTime.now();
        assertThat(ReplyText.ofText(text).length() + ReplyText.ofHtml(text).length())
                .isNotNegative();
        return ProcessorTime.now() - begin;
    }
}
