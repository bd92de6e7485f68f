package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The strict grammar takes what RFC 5321 section 4.1.2 has; the lenient one takes all of that and reads it in the same way, and
 * whatever else it takes has one address in it and nothing that could be a second one.
 */
class EnvelopeGrammarFuzzTest {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String QUOTED = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*+\"";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern MAILBOX = Pattern.compile(
            "<(" + ATOM + "(?:\\." + ATOM + ")*+|" + QUOTED + ")@(" + LABEL + "(?:\\." + LABEL + ")*+)>");
    private static final int MAX_DOMAIN = 255;

    /** What may stand around an address: brackets that belong together, and parameters. */
    private static final Pattern AROUND =
            Pattern.compile("[ \t]*FROM[ \t]*:[ \t]*(?:<[ \t]*@[ \t]*>|@)(?:[ \t][^@]*)?", Pattern.CASE_INSENSITIVE);

    @FuzzTest(maxDuration = "10s")
    void whatPassesIsOneMailboxAndPrintsBack(byte[] input) {
        Optional<String> text = Utf8.decode(new String(input, StandardCharsets.ISO_8859_1));
        if (text.isEmpty() || text.get().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            return;
        }
        strictly(" FROM:" + text.get());
        leniently(text.get());
        leniently(" FROM:" + text.get());
    }

    private static void strictly(String rest) {
        Optional<PathArgument> read = read(EnvelopeSyntax.STRICT, rest);
        read.ifPresent(argument -> {
            assertThat(rest).startsWith(" FROM:<");
            assertPrintsBack(EnvelopeSyntax.STRICT, argument);
            assertThat(read(EnvelopeSyntax.LENIENT, rest)).contains(argument);
        });
        String path = rest.substring(rest.indexOf('<') + 1);
        if (Utf8.isAscii(path)
                && rest.endsWith(">")
                && rest.startsWith(" FROM:<")
                && path.indexOf('[') < 0
                && !path.startsWith("@")
                && !path.equals(">")
                // Those may end with a bracket as well.
                && read.map(PathArgument::parameters).orElse(Map.of()).isEmpty()) {
            assertThat(read.isPresent()).as(rest).isEqualTo(isMailbox("<" + path));
        }
    }

    private static void leniently(String rest) {
        read(EnvelopeSyntax.LENIENT, rest).ifPresent(argument -> {
            String mailbox = argument.mailbox();
            assertPrintsBack(EnvelopeSyntax.LENIENT, argument);
            assertThat(mailbox.chars()).as(rest).allMatch(c -> c >= ' ' && c != 0x7f);
            boolean quoted = mailbox.contains("\"");
            boolean routed = rest.replaceAll("[ \t]+", "").regionMatches(true, 0, "FROM:<@", 0, 7);
            if (!mailbox.isEmpty()
                    && !quoted
                    && !routed
                    && !argument.parameters().containsKey("X")) {
                assertThat(mailbox).doesNotContain(" ", "\t", "<", ">", ",", ";", "(", ")");
                String around = rest.replaceFirst(Pattern.quote(mailbox), "@");
                assertThat(around.lastIndexOf('@') == around.indexOf('@') ? around : "@")
                        .as(rest)
                        .satisfiesAnyOf(one -> assertThat(one).isEqualTo("@"), one -> assertThat(one)
                                .matches(AROUND));
            }
        });
    }

    private static void assertPrintsBack(EnvelopeSyntax syntax, PathArgument argument) {
        assertThat(read(syntax, " FROM:<" + argument.mailbox() + ">").map(PathArgument::mailbox))
                .contains(argument.mailbox());
    }

    /** The length is that of section 4.5.3.1.2. */
    private static boolean isMailbox(String path) {
        Matcher matcher = MAILBOX.matcher(path);
        return matcher.matches() && matcher.group(2).length() <= MAX_DOMAIN;
    }

    private static Optional<PathArgument> read(EnvelopeSyntax syntax, String rest) {
        try {
            return Optional.of(syntax.grammar().read(PathKind.REVERSE, rest));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }
}
