package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a peer says, of any length that an administrator can allow, is answered: nothing recurses over it, and nothing
 * takes time that grows with more than its length.
 */
@Timeout(300)
class LongInputTest {
    /** The upper bound of {@code maxCommandLineBytes}. */
    private static final int LONGEST = 65_536;

    private static final Limits LIMITS = TestLimits.roomy()
            .recipients(100_000)
            .unknownRecipients(100_000)
            .commandLineBytes(LONGEST)
            .errors(10_000)
            .commands(1_000_000)
            .limits();

    /** What is repeated until a line is full: pieces of everything that some grammar of SMTP repeats. */
    private static final List<String> UNITS = List.of(
            "a",
            "X",
            "*",
            "0",
            "1",
            "-",
            ".",
            ",",
            ":",
            ";",
            "=",
            " ",
            "\t",
            "@",
            "<",
            ">",
            "\"",
            "\\",
            "[",
            "+",
            "+41",
            "\\x{41}",
            "\\x{",
            "\\\"",
            "a.",
            "@a,",
            "1:",
            "255.",
            "a=b ",
            "SUCCESS,",
            "QUJD",
            "\u00c3\u00a4",
            "\u00c3\u00a4.",
            "\u00f0\u009f\u0098\u0080",
            "\u00ff");

    private static final List<String> ENDS = List.of("", "!", ">", "@example.org>");

    static Stream<String> beginnings() {
        return Stream.of(
                "",
                "NOOP ",
                "VRFY ",
                "BDAT ",
                "EHLO ",
                "EHLO [",
                "EHLO [IPv6:",
                "AUTH ",
                "AUTH PLAIN ",
                "AUTH LOGIN ",
                "MAIL FROM:",
                "MAIL FROM:<",
                "MAIL FROM:<\"",
                "MAIL FROM:<@",
                "MAIL FROM:<a@",
                "MAIL FROM:<a@[",
                "MAIL FROM:<a@[IPv6:",
                "MAIL FROM:<a@b> ",
                "MAIL FROM:<a@b> SMTPUTF8 ",
                "MAIL FROM:<a@b> SIZE=",
                "MAIL FROM:<a@b> BODY=",
                "MAIL FROM:<a@b> RET=",
                "MAIL FROM:<a@b> ENVID=",
                "MAIL FROM:<a@b> BY=",
                "MAIL FROM:<a@b> MT-PRIORITY=",
                "MAIL FROM:<a@b> AUTH=",
                "MAIL FROM:<a@b> AUTH=a+40");
    }

    static Stream<String> beginningsOfRecipients() {
        return Stream.of(
                "RCPT TO:",
                "RCPT TO:<",
                "RCPT TO:<\"",
                "RCPT TO:<@",
                "RCPT TO:<a@",
                "RCPT TO:<a@[IPv6:",
                "RCPT TO:<a@b> ",
                "RCPT TO:<a@b> NOTIFY=",
                "RCPT TO:<a@b> ORCPT=",
                "RCPT TO:<a@b> ORCPT=rfc822;",
                "RCPT TO:<a@b> ORCPT=utf-8;");
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void everyCommandIsAnswered(String beginning) throws InterruptedException {
        SmallStack.run(() -> forEachLine(beginning, line -> answered(line, "EHLO a\r\n")));
    }

    @ParameterizedTest
    @MethodSource("beginningsOfRecipients")
    void everyRecipientIsAnswered(String beginning) throws InterruptedException {
        SmallStack.run(() ->
                forEachLine(beginning, line -> answered(line, "EHLO a\r\nMAIL FROM:<c@example.org> SMTPUTF8\r\n")));
    }

    @Test
    void everyResponseOfAnAuthenticationIsAnswered() throws InterruptedException {
        SmallStack.run(() -> forEachLine("", line -> answered(line, "EHLO a\r\nAUTH LOGIN\r\n")));
    }

    /** The parsers themselves, also those that somebody else keeps from seeing anything so long. */
    @Test
    void everyParserComesToAnEnd() throws InterruptedException {
        SmallStack.run(() -> forEachLine("", text -> {
            Xtext.decode(text);
            String decoded = Utf8.decode(text).orElse(text);
            ReceivedName.of(text);
            ForeignProtocol.ofLine(text);
            Domains.isStrictDomain(decoded);
            AddressLiteral.isValid("[" + text + "]");
            for (EnvelopeSyntax syntax : EnvelopeSyntax.values()) {
                syntax.grammar().isMailbox(text);
                syntax.grammar().isMailbox("a@" + text);
            }
            MailboxPattern.parse("a@" + decoded).ifPresent(pattern -> pattern.matches(decoded));
            OwnSenders.parse("%u@example.com %u", fault -> {}).permit(decoded, Optional.of("a@example.com"));
            Chunk.announced(text, Optional.empty());
            Xtext.isUtf8Address(decoded, true);
            // Where nothing is escaped both types of addresses are the same.
            if (text.indexOf('+') < 0 && text.indexOf('\\') < 0) {
                assertThat(Xtext.isValid(text)).isEqualTo(Xtext.isUtf8Address(decoded, false));
            }
            assertThat(Reply.withForeignText(550, "5.0.0", text).codes()).isEqualTo("550 5.0.0");
        }));
    }

    private static void forEachLine(String beginning, Consumer<String> task) {
        for (String unit : UNITS) {
            for (String end : ENDS) {
                int room = LONGEST - 2 - beginning.length() - end.length();
                task.accept(beginning + unit.repeat(room / unit.length()) + end);
            }
        }
    }

    private static void answered(String line, String before) {
        Conversation conversation = new Conversation(
                new ConversationSettings(
                        Peer.HOST, LIMITS, Service.SMTP, Peer.policyOf(Service.SMTP), EnvelopeSyntax.LENIENT),
                Security.TLS_ACTIVE,
                RecordingSink::new,
                new FakeUsers(SaslMechanism.PLAIN, SaslMechanism.LOGIN));
        conversation.greet();
        replies(conversation, before);
        assertThat(replies(conversation, line + "\r\n"))
                .as(() -> "replies to " + line.substring(0, 60) + "...")
                .isEqualTo(1);
    }

    private static int replies(Conversation conversation, String octets) {
        ByteBuffer in = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
        int replies = 0;
        Step step;
        do {
            step = conversation.receive(in);
            replies += step.replies().size();
        } while (step.next() == Step.Next.CONTINUE && in.hasRemaining());
        return replies;
    }
}
