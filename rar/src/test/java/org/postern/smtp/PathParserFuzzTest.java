package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parser takes what the grammar of RFC 5321 section 4.1.2 has, and keeps it to the letter. */
class PathParserFuzzTest {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String QUOTED = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*+\"";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern MAILBOX = Pattern.compile(
            "<(" + ATOM + "(?:\\." + ATOM + ")*+|" + QUOTED + ")@(" + LABEL + "(?:\\." + LABEL + ")*+)>");

    @FuzzTest(maxDuration = "10s")
    void whatPassesIsAMailboxAndPrintsBack(byte[] input) {
        String octets = new String(input, StandardCharsets.ISO_8859_1);
        Optional<String> text = Utf8.decode(octets);
        if (text.isEmpty()) {
            return;
        }
        String argument = text.get();
        Optional<String> mailbox = parsed(argument);
        mailbox.filter(address -> !address.isEmpty()).ifPresent(address -> {
            assertThat(argument.substring(0, end(argument))).endsWith(address + ">");
            assertThat(parsed("<" + address + ">")).contains(address);
        });
        boolean plain = Utf8.isAscii(argument) && !argument.startsWith("<@") && argument.indexOf('[') < 0;
        if (plain && argument.length() > 2) {
            String path = argument.substring(0, mailbox.isPresent() ? end(argument) : argument.length());
            assertThat(mailbox.isPresent() && path.length() > 2).as(argument).isEqualTo(isMailbox(path));
        }
    }

    /** The lengths are those of section 4.5.3.1. */
    private static boolean isMailbox(String path) {
        Matcher matcher = MAILBOX.matcher(path);
        return matcher.matches()
                && matcher.group(1).length() <= 64
                && matcher.group(2).length() <= 255;
    }

    private static Optional<String> parsed(String argument) {
        try {
            return Optional.of(new PathParser(argument, 0, Replies.BAD_SENDER).reversePath());
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private static int end(String argument) {
        try {
            PathParser parser = new PathParser(argument, 0, Replies.BAD_SENDER);
            parser.reversePath();
            return parser.end();
        } catch (Refusal refusal) {
            throw new AssertionError("The second time it was refused", refusal);
        }
    }
}
