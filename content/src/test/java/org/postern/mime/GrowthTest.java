package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever of a message grows, twice as much takes less than three times as long. With {@code -Dpostern.growth.kib=25600} each is
 * as long as a message can be by default, and takes less than five seconds.
 */
class GrowthTest {
    private static final int KIB = Integer.getInteger("postern.growth.kib", 512);
    private static final Duration MOST_CPU = Duration.ofSeconds(5);

    /** A busy machine makes a run slower, and never one of square growth quicker: what looks like that is measured again. */
    private static final int MOST_ROUNDS = 10;

    /** What cannot be told from nothing. */
    private static final Duration NOISE = Duration.ofMillis(60);

    /** Something that is repeated, between what stands around it. Lines end with CRLF. */
    record Shape(String name, String before, String repeated, String behind) {
        TestMail mail(int kib) {
            String text = before + repeated.repeat(kib * 1_024 / repeated.length()) + behind;
            return TestMail.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(header(), lists(), parameters(), bodies(), parts()).flatMap(all -> all);
    }

    private static Stream<Shape> header() {
        return Stream.of(
                field("folds", "Subject: x", "\n a"),
                field("words cut off", "Subject: ", "=?a?Q?"),
                field("words", "Subject: ", "=?utf-8?Q?=C3=BC?= "),
                field("words of two charsets", "Subject: ", "=?utf-8?Q?a?= =?koi8-r?Q?b?="),
                field("words of one charset with two names", "Subject: ", "=?utf-8?Q?a?= =?utf8?Q?b?= "),
                field("words in base64", "Subject: ", "=?utf-8?B?w7w?= "),
                field("escapes of Japanese", "Subject: ", "\u001b$B"),
                field("signs of words", "Subject: ", "=?"),
                field("blanks", "Subject: x", "   "),
                field("ids", "References: ", "<a@b> "),
                field("ids that do not end", "References: ", "<"),
                field("digits of a date", "Date: ", "1"),
                field("comments that do not end", "Auto-Submitted: ", "("),
                field("fields", "Subject: x\n", "a: b\n"),
                field("stray lines", "Subject: x\n", "stray\nx-a: b\n"),
                field("lines of blanks", "Subject: x\n", " \n"));
    }

    private static Stream<Shape> lists() {
        return Stream.of(
                        "a@example.org, ",
                        ",",
                        "x, ",
                        "<a",
                        "(",
                        "(a)",
                        "\"a",
                        "\"a\" ",
                        "@",
                        "a <a@b> ",
                        "[",
                        "[a@b] ",
                        "<a@b,",
                        "a@b:",
                        " . ",
                        ": ",
                        ";",
                        "\\",
                        "=?a?Q?",
                        "=?utf-8?Q?a?=",
                        "=?utf-8?Q?a=40b?= ")
                .map(one -> field("addresses " + one, "To: ", one));
    }

    private static Stream<Shape> parameters() {
        String type = "Content-Type: text/plain";
        return Stream.of(
                field("parameters", type, "; a=b"),
                field("pieces", type, "; name*1=b"),
                field("quotes", type + "; name=\"", "\" "),
                field("blanks of a parameter", type + "; name=a", " "),
                field("comments of parameters", type, "; (x"),
                field("comments of values", type + "; charset=", "(x) "),
                field("a long charset", type + "; charset=", "ab"),
                field("percent signs", type + "; name*=utf-8''", "%C3"),
                field("semicolons in quotes", type + "; name=\"a", ";; "),
                field("a type", "Content-Type: ", "a/"),
                field("a disposition", "Content-Disposition: ", "a;\""));
    }

    private static Stream<Shape> bodies() {
        return Stream.of(
                body("text", "Subject: x", "Hello, world, this is a line.\n"),
                body("octets of no charset", "Subject: x", "\u00fc\u00df"),
                body("broken UTF-8", "Content-Type: text/plain; charset=utf-8", "\u00c3\u00c3\u00fc"),
                body("broken Shift_JIS", "Content-Type: text/plain; charset=shift_jis", "\u00fd\u00fe"),
                body("UTF-7", "Content-Type: text/plain; charset=utf-7", "+AOk-"),
                body("UTF-7 without characters", "Content-Type: text/plain; charset=utf-7", "+A "),
                body("ISO-2022-JP", "Content-Type: text/plain; charset=iso-2022-jp", "\u001b$B"),
                body("broken Big5", "Content-Type: text/plain; charset=big5", "\u00ff\u00fe"),
                body("HZ", "Content-Type: text/plain; charset=hz", "~{VP~}"),
                body("base64", "Content-Type: a/b\nContent-Transfer-Encoding: base64", "QUJD".repeat(19) + "\n"),
                body("lines between base64", "Content-Type: a/b\nContent-Transfer-Encoding: base64", "QUJD\n--\n"),
                body("base64 for URLs", "Content-Type: a/b\nContent-Transfer-Encoding: base64", "QUJDRE-_\n"),
                body("padding", "Content-Type: a/b\nContent-Transfer-Encoding: base64", "QQ=="),
                body("quoted-printable", "Content-Transfer-Encoding: quoted-printable", "=C3=BC x=\n"),
                body("blanks in quoted-printable", "Content-Transfer-Encoding: quoted-printable", " "),
                body("signs in quoted-printable", "Content-Transfer-Encoding: quoted-printable", "="),
                body("uuencode without a beginning", "Content-Transfer-Encoding: uuencode", "#0V%T\n"),
                body("comments of HTML", "Content-Type: text/html", "<!--"),
                body("uuencode", "Content-Transfer-Encoding: uuencode", "begin 644 a\n#0V%T\n"),
                body("references to images", "Content-Type: text/html", "cid:a "),
                body("meta", "Content-Type: text/html", "<meta "),
                body("empty lines of a report", "Content-Type: message/delivery-status", "\n"),
                body(
                        "recipients of a report",
                        "Content-Type: message/delivery-status",
                        "Final-Recipient: rfc822;a@b\n\n"),
                body(
                        "recipients in pieces",
                        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;a@b",
                        "\n\nAction: failed"),
                body("a recipient", "Content-Type: message/delivery-status\n\nFinal-Recipient: x", "<a\\x{E9}@ "),
                body("fields of a report", "Content-Type: message/delivery-status", "a:\n"),
                body("comments of a report", "Content-Type: message/delivery-status\n\nFinal-Recipient: x", "("));
    }

    private static Stream<Shape> parts() {
        String mixed = "Content-Type: multipart/mixed; boundary=b";
        return Stream.of(
                body("parts", mixed, "--b\n\nx\n"),
                body("delimiters", mixed, "--b\n"),
                body("last delimiters", mixed + "\n\n--b\n\nx", "\n--b--\n"),
                body("dashes", mixed, "--\n"),
                body("what only looks like delimiters", "Content-Type: multipart/mixed", "--x\n--y\n"),
                body("parts of another boundary", mixed, "--x\nContent-Type: a/b\n\nx\n"),
                new Shape(
                        "parts in parts of another boundary",
                        "",
                        mixed + "\n\n--x\nContent-Type: text/plain\n\n--x\n",
                        ""),
                new Shape("parts in parts", "", mixed + "\n\n--b\n", ""),
                new Shape("messages in messages", "", "Content-Type: message/rfc822\n\n", ""));
    }

    private static Shape field(String name, String before, String repeated) {
        return new Shape(name, before, repeated, "\n\nx\n");
    }

    private static Shape body(String name, String header, String repeated) {
        return new Shape(name, header + "\n\n", repeated, "");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void twiceAsMuchTakesLessThanThreeTimesAsLong(Shape shape) throws Exception {
        Duration half = cpu(shape.mail(KIB / 2));
        Duration whole = cpu(shape.mail(KIB));
        for (int i = 0; i < MOST_ROUNDS && !isLinear(half, whole); i++) {
            half = shorter(half, cpu(shape.mail(KIB / 2)));
            whole = shorter(whole, cpu(shape.mail(KIB)));
        }
        if (Boolean.getBoolean("postern.growth.print")) {
            System.out.printf(
                    "%-32s %6d KiB %6d ms, half of it %6d ms%n", shape, KIB, whole.toMillis(), half.toMillis());
        }

        assertThat(isLinear(half, whole))
                .as("%s takes, and %s half of it", whole, half)
                .isTrue();
        assertThat(whole).isLessThan(MOST_CPU);
    }

    private static boolean isLinear(Duration half, Duration whole) {
        return whole.compareTo(half.multipliedBy(3).plus(NOISE)) < 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The best of some: the first ones are compiled on the way. */
    private static Duration cpu(TestMail mail) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < (KIB > 1_024 ? 1 : 3); i++) {
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            MailContent content = MailMessages.content(mail);
            for (Attachment one : content.attachments()) {
                assertThat(one.name()).isNotNull();
                try (InputStream in = one.openStream()) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
        }
        return Duration.ofNanos(best);
    }
}
