package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A dot with all that can stand around it, and a second message behind it: there is a second message only behind
 * CRLF.CRLF (CVE-2023-51764 to 51766).
 */
@ExtendWith(ArquillianExtension.class)
class EndOfDataIT {
    private static final String[] OCTETS = {"\r", "\n", "\0"};
    private static final String COMMANDS =
            "MAIL FROM:<smuggler@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nsmuggled\r\n.\r\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");

    @ParameterizedTest
    @CsvSource({"reject, false", "reject, true", "accept, false", "accept, true"})
    void onlyCrLfDotCrLfEndsContent(String bareLineFeed, boolean octetByOctet) throws Exception {
        server.deploy(
                Ears.packaged(),
                Map.of("listen", "smtp://127.0.0.1:" + port, "bareLineFeed", bareLineFeed, "maxErrors", "10000"));
        boolean accepts = bareLineFeed.equals("accept");
        int accepted = 0;
        try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
            client.command("EHLO client.example.org", 250);
            for (String before : around()) {
                for (String after : around()) {
                    String content = "x" + before + "." + after + COMMANDS;
                    boolean ends = before.endsWith("\r\n") && after.startsWith("\r\n");
                    send(
                            client,
                            "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n" + content,
                            octetByOctet);
                    client.expect(250);
                    client.expect(250);
                    client.expect(354);
                    if (ends) {
                        accepted += 2;
                        client.expect(250);
                        client.expect(250);
                        client.expect(250);
                        client.expect(354);
                        client.expect(250);
                    } else if (accepts || isOfWholeLines(content)) {
                        accepted++;
                        client.expect(250);
                    } else {
                        client.expect(550);
                    }
                    client.command("NOOP", 250);
                }
            }
        }
        assertThat(server.mailbox().await(accepted))
                .filteredOn(mail -> mail.facts().getString("mail_from").equals("smuggler@example.org"))
                .hasSize(1);
    }

    /** All sequences of up to two. */
    private static List<String> around() {
        List<String> all = new ArrayList<>(List.of(""));
        for (String first : OCTETS) {
            all.add(first);
            for (String second : OCTETS) {
                all.add(first + second);
            }
        }
        return all;
    }

    private static boolean isOfWholeLines(String content) {
        String others = content.replace("\r\n", "");
        return others.indexOf('\r') < 0 && others.indexOf('\n') < 0;
    }

    private static void send(SmtpClient client, String octets, boolean octetByOctet) throws IOException {
        byte[] all = octets.getBytes(StandardCharsets.ISO_8859_1);
        if (!octetByOctet) {
            client.sendOctets(all);
            return;
        }
        for (byte octet : all) {
            client.sendOctets(new byte[] {octet});
        }
    }
}
