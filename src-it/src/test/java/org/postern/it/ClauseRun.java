package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the dialogue of a clause.
 *
 * <p>{@code C: } is a line of the client, {@code c: } the same without CRLF; what stands together is sent together.
 * {@code S: } is a reply that begins so, {@code S~} one with this in it, {@code S!} one without it. {@code TLS} is STARTTLS
 * and the handshake, {@code END} the end of the connection. {@code DELIVERED n} tells how many messages the bean has got,
 * {@code CONTENT}, {@code RECIPIENT} and {@code TRACE} look at the only one. {@code {0A}} is an octet,
 * {@code {text*3}} the text three times, with CRLF written as in Java.
 */
final class ClauseRun {
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+)\\*(\\d+)}");
    private static final Pattern OCTET = Pattern.compile("\\{([0-9A-F]{2})}");

    private final Clause clause;
    private final Mailbox mailbox;
    private final SmtpClient client;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private ClauseRun(Clause clause, Mailbox mailbox, SmtpClient client) {
        this.clause = clause;
        this.mailbox = mailbox;
        this.client = client;
    }

    static void play(Clause clause, Transport transport, int port, Mailbox mailbox) throws IOException {
        mailbox.clear();
        try (SmtpClient client = SmtpClient.open(transport.ip(), port)) {
            if (transport == Transport.IMPLICIT_TLS) {
                client.handshake();
            }
            if (!clause.beginsWithTheGreeting()) {
                client.expect(220);
                hello(transport, client);
            }
            new ClauseRun(clause, mailbox, client).play();
        }
    }

    private static void hello(Transport transport, SmtpClient client) throws IOException {
        client.command((transport == Transport.LMTP ? "LHLO" : "EHLO") + " client.example.org", 250);
        if (transport == Transport.STARTTLS) {
            client.startTls();
            client.command("EHLO client.example.org", 250);
        }
    }

    private void play() throws IOException {
        for (String written : clause.dialogue()) {
            Matcher replies = REPEATED.matcher(written);
            if (written.startsWith("{S: ") && replies.matches()) {
                for (int i = 0; i < Integer.parseInt(replies.group(2)); i++) {
                    step(replies.group(1));
                }
            } else {
                step(written);
            }
        }
        flush();
    }

    private void step(String line) throws IOException {
        String[] words = line.split(" ", 2);
        String text = words.length < 2 ? "" : words[1];
        switch (words[0]) {
            case "C:" -> pending.writeBytes(octets(text + "{0D}{0A}"));
            case "c:" -> pending.writeBytes(octets(text));
            case "S:" -> assertThat(nextReply()).startsWith(text);
            case "S~" -> assertThat(nextReply()).contains(text);
            case "S!" -> assertThat(nextReply()).startsWith("250").doesNotContain(text);
            case "TLS" -> client.startTls();
            case "END" -> {
                flush();
                client.expectEnd();
            }
            case "DELIVERED" ->
                assertThat(mailbox.await(Integer.parseInt(text))).hasSize(Integer.parseInt(text));
            case "CONTENT" -> assertThat(mailbox.awaitOne().content()).isEqualTo(octets(text));
            case "RECIPIENT" ->
                assertThat(mailbox.awaitOne().facts().toString()).contains("\"" + text + "\"");
            case "TRACE" -> assertThat(mailbox.awaitOne().traceFields()).contains(text);
            default -> throw new IllegalArgumentException(clause + " has the line: " + line);
        }
    }

    private String nextReply() throws IOException {
        flush();
        return client.reply();
    }

    private void flush() throws IOException {
        if (pending.size() > 0) {
            client.sendOctets(pending.toByteArray());
            pending.reset();
        }
    }

    private static byte[] octets(String text) {
        String repeated = REPEATED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).replace("\\r\\n", "\r\n").repeat(Integer.parseInt(found.group(2)))));
        String all = OCTET.matcher(repeated)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
        return all.getBytes(StandardCharsets.ISO_8859_1);
    }
}
