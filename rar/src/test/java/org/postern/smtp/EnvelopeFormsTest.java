package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every way to write each part of MAIL and RCPT, with every way to write the others: the strict grammar takes what is written to
 * the letter in all parts, the lenient one what is odd in any of them, and neither takes what can be read two ways in one.
 */
class EnvelopeFormsTest {
    /** One way to write a part, whether it is that of RFC 5321, and what is meant by it. */
    private record Form(String text, boolean strict, String meaning) {
        static Form strict(String text) {
            return new Form(text, true, text);
        }

        static Form odd(String text) {
            return new Form(text, false, text);
        }
    }

    private static final List<Form> BEHIND_THE_VERB =
            List.of(Form.strict(" "), Form.odd("  "), Form.odd("\t"), Form.odd(" \t "));
    private static final List<String> KEYWORDS = List.of("upper", "lower", "mixed");
    private static final List<Form> COLONS = List.of(
            Form.strict(":"), Form.odd(": "), Form.odd(":\t"), Form.odd(" :"), Form.odd("\t:\t"), Form.odd("  : \t "));
    private static final List<Form> BRACKETS = List.of(
            new Form("<%s>", true, ""),
            new Form("%s", false, ""),
            new Form("< %s>", false, ""),
            new Form("<%s >", false, ""),
            new Form("<\t%s\t>", false, ""));
    private static final List<Form> LOCAL_PARTS = List.of(
            Form.strict("a"),
            Form.strict("Jane.Doe+x=y_z"),
            Form.strict("l".repeat(300)),
            Form.odd("a..b"),
            Form.odd("a."),
            Form.odd(".a"),
            Form.odd("..a...b.."),
            Form.odd("."));
    private static final List<Form> DOMAINS = List.of(
            Form.strict("example.org"),
            Form.strict("Example.ORG"),
            Form.strict("[192.0.2.1]"),
            Form.strict("[IPv6:2001:db8::1]"),
            Form.strict("192.0.2.1"),
            Form.odd("example.org."),
            Form.odd("my_scanner"),
            Form.odd("_a_.example_.org."),
            Form.odd("-a-.example-"),
            Form.odd("[2001:db8:0:0:0:0:0:1]"),
            Form.odd("[IPv6:fe80::1%eth0]"));
    private static final List<Form> ENDS = List.of(
            Form.strict(""),
            Form.strict("  "),
            new Form(" \t", true, ""), // Whitespace at the end of a line is tolerated: RFC 5321 section 4.1.1.
            new Form(" SIZE=1 BODY=7BIT", true, "{SIZE=1, BODY=7BIT}"),
            new Form("\tSIZE=1 \t BODY=7BIT\t", false, "{SIZE=1, BODY=7BIT}"),
            new Form(" SIZE= AUTH=", false, "{SIZE=, AUTH=}"));

    @Test
    void everyFormIsReadInTheSameWayWhateverTheOthersAre() {
        List<String> wrong = new ArrayList<>();
        int[] taken = new int[EnvelopeSyntax.values().length];
        forEach((kind, rest, strict, mailbox, parameters) -> {
            Optional<PathArgument> leniently = read(EnvelopeSyntax.LENIENT, kind, rest);
            Optional<PathArgument> strictly = read(EnvelopeSyntax.STRICT, kind, rest);
            boolean right = leniently
                            .filter(read -> read.mailbox().equals(mailbox))
                            .filter(read -> read.parameters().toString().equals(parameters))
                            .isPresent()
                    && strictly.equals(strict ? leniently : Optional.empty());
            if (!right) {
                wrong.add(rest);
            }
            taken[0]++;
            taken[1] += strictly.isPresent() ? 1 : 0;
        });
        assertThat(wrong).isEmpty();
        assertThat(taken).containsExactly(380_160, 360);
    }

    /** What stands where an address should, and could be another one, a parameter, or the end of something. */
    @Test
    void whatCanBeReadTwoWaysIsRefusedWhateverTheOthersAre() {
        List<String> ambiguous = List.of(
                "<a@b><c@d>",
                "<a@b>,<c@d>",
                "<a@b> <c@d>",
                "<a@b> c@d",
                "a@b c@d",
                "a@b,c@d",
                "a@b;c@d",
                "a@b <c@d>",
                "<a@b,c@d>",
                "<a@b c@d>",
                "<a@b> (c@d)",
                "a@b@c",
                "<a@b@c>",
                "a@b<c@d>",
                "a<b@c>",
                "a <b@c>",
                "\"a\" <b@c>",
                "<a@b",
                "a@b>",
                "<<a@b>>",
                "<a@b>>",
                "<<a@b>",
                "<a@b> >",
                ">a@b<",
                "<>a@b",
                "<> <a@b>",
                "<>>",
                "<<>>",
                "<a@b>SIZE=1",
                "<a@b>\"",
                "SIZE=1",
                "SIZE=1@b",
                "BODY=8BITMIME",
                "X-Y=z@b",
                "a SIZE=1",
                "<a SIZE=1>",
                "<a@b SIZE=1>",
                "a@b SIZE=1 SIZE=2",
                "<a@b> SIZE= SIZE=",
                "<a@b> AUTH= <>",
                "",
                "@",
                "<@>",
                "a@",
                "@b",
                "\"a\"@b",
                "\"a b\"@c",
                "@a:b@c",
                "@a,@b:c@d",
                "a@b(c)",
                "(c)a@b",
                "a(c)@b",
                "a @b",
                "a@ b",
                "<a @b>",
                "<a@ b>",
                "<a\t@b>",
                "a b@c",
                "a@b..c",
                "a@.b",
                "a@.",
                "a@b..",
                "a@2001:db8::1",
                "a@[2001:db8::1",
                "a@[2001:db8::1]:25",
                "a@[192.0.2.1%eth0]",
                "a@[192.0.2.1",
                "a@192.0.2.1]",
                "a@[]",
                "a@[b]",
                "a\\@b",
                "a\\ b@c",
                "a@b\\",
                "a@b:25",
                "a:b@c",
                "mailto:a@b",
                "a@b#",
                "a@b%c",
                "a@b!c",
                "a@b'",
                "'a@b'",
                "\"a@b\"",
                "`a@b`",
                "[a@b]",
                "(a@b)",
                "{a@b}",
                "a@b=c",
                "a@b&c@d",
                "a@b|c",
                "a@b/c",
                "a@b?c@d");
        int tried = 0;
        List<String> taken = new ArrayList<>();
        for (PathKind kind : PathKind.values()) {
            for (Form verb : BEHIND_THE_VERB) {
                for (Form colon : COLONS) {
                    for (String path : ambiguous) {
                        for (String end : List.of("", " ", " BODY=7BIT")) {
                            String rest = verb.text() + kind.keyword() + colon.text() + path + end;
                            for (EnvelopeSyntax syntax : EnvelopeSyntax.values()) {
                                assertThat(read(syntax, kind, rest))
                                        .as(syntax + rest)
                                        .isEmpty();
                                tried++;
                            }
                        }
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
        assertThat(tried).isEqualTo(2 * 4 * 6 * ambiguous.size() * 3 * 2);
    }

    /** Each octet in each place of a short address: none is taken but as itself, or as a blank where blanks may be. */
    @Test
    void noOctetMakesAnotherAddressOfOne() {
        String written = " FROM : < ab@cd.e > ";
        for (int at = 0; at <= written.length(); at++) {
            for (int octet = 0; octet <= 0xff; octet++) {
                String line = "MAIL" + written.substring(0, at) + (char) octet + written.substring(at);
                char inserted = (char) octet;
                String reply = Peer.ready(EnvelopeSyntax.LENIENT).send(line + "\r\n");
                if ((inserted < ' ' && inserted != '\t') || inserted == 0x7f) {
                    assertThat(reply).as(line).startsWith("S: 500 5.5.2 ");
                } else if (reply.startsWith("S: 250")) {
                    assertThat(mailboxOf(line).orElseThrow().replace("ab@cd.e", ""))
                            .as(line)
                            .hasSizeLessThan(9)
                            .doesNotContain(" ", "\t", "<", ">", ",", ":");
                } else {
                    assertThat(reply).as(line).containsPattern("^S: 5[05][0-5] 5[.]");
                }
            }
        }
    }

    private static Optional<String> mailboxOf(String line) {
        return read(EnvelopeSyntax.LENIENT, PathKind.REVERSE, line.substring(4)).map(PathArgument::mailbox);
    }

    private interface Reader {
        void read(PathKind kind, String rest, boolean strict, String mailbox, String parameters);
    }

    private static void forEach(Reader reader) {
        for (PathKind kind : PathKind.values()) {
            for (Form verb : BEHIND_THE_VERB) {
                for (String spelling : KEYWORDS) {
                    for (Form colon : COLONS) {
                        forEach(
                                reader,
                                kind,
                                verb.text() + spelled(kind.keyword(), spelling) + colon.text(),
                                verb.strict() && colon.strict());
                    }
                }
            }
        }
    }

    private static void forEach(Reader reader, PathKind kind, String beginning, boolean strict) {
        for (Form brackets : BRACKETS) {
            for (Form local : LOCAL_PARTS) {
                for (Form domain : DOMAINS) {
                    for (Form end : ENDS) {
                        String mailbox = local.text() + "@" + domain.text();
                        reader.read(
                                kind,
                                beginning + brackets.text().formatted(mailbox) + end.text(),
                                strict && brackets.strict() && local.strict() && domain.strict() && end.strict(),
                                mailbox,
                                end.meaning().isBlank() ? "{}" : end.meaning());
                    }
                }
            }
        }
    }

    private static String spelled(String keyword, String spelling) {
        return switch (spelling) {
            case "lower" -> keyword.toLowerCase(java.util.Locale.ROOT);
            case "mixed" -> keyword.charAt(0) + keyword.substring(1).toLowerCase(java.util.Locale.ROOT);
            default -> keyword;
        };
    }

    private static Optional<PathArgument> read(EnvelopeSyntax syntax, PathKind kind, String rest) {
        try {
            return Optional.of(syntax.grammar().read(kind, rest));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }
}
