package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postern.smtp.Limits.BareLineBreaks;

/** However the network cuts the octets of a session, what is said and kept is the same. */
class AnySplitTest {
    private static final int SESSIONS = 400;

    /** STARTTLS is not offered here: what is behind it depends on the cut, and has its own tests. */
    private static final String[] COMMANDS = {
        "EHLO client.example.org\r\n",
        "HELO [192.0.2.1]\r\n",
        "MAIL FROM:<a@example.org> SIZE=5\r\n",
        "MAIL FROM:<>\r\n",
        "RCPT TO:<b@example.org>\r\n",
        "RCPT TO:<Postmaster>\r\n",
        "RCPT TO:<bad>\r\n",
        "NOOP\r\n",
        "RSET\r\n",
        "STARTTLS\r\n",
        "XYZZY\r\n",
        "\r\n",
        "NOOP\nRSET\r\n",
        "NOOP\rRSET\r\n",
        "NOOP\r\r\n",
        "NOOP " + "x".repeat(120) + "\r\n",
        "NOOP \026\003\r\n",
        "BDAT 4\r\na\r\nb",
        "BDAT 3\r\n\r\n.",
        "BDAT 0\r\n",
        "BDAT 7 LAST\r\n.\r\nRSET",
        "BDAT 0 LAST\r\n",
        "BDAT 2 LAST\r\n\r\r",
        "BDAT x\r\n",
        "QUIT\r\n",
        "\026\003\001\r\n"
    };

    private static final String[] CONTENT = {
        "Subject: x\r\n",
        "\r\n",
        "..\r\n",
        ".a\r\n",
        "a\r\n.\rb\r\n",
        "\n.\n",
        "\n.\r\n",
        "\r.\r\n",
        "x".repeat(30),
        "a",
        "\0",
        "\r\n"
    };

    @Test
    void givesTheSameTranscriptAndTheSameContent() {
        int delivered = 0;
        for (int seed = 0; seed < SESSIONS; seed++) {
            Random random = new Random(seed);
            String octets = session(random);
            Limits limits = TestLimits.roomy()
                    .messageBytes(40 + random.nextInt(100))
                    .recipients(2)
                    .commandLineBytes(100)
                    .textLineBytes(random.nextBoolean() ? 0 : 40)
                    .errors(6)
                    .bareLineBreaks(random.nextBoolean() ? BareLineBreaks.ACCEPT : BareLineBreaks.REJECT)
                    .limits();
            String whole = transcript(limits, List.of(octets));
            delivered += whole.contains("N: DELIVER") ? 1 : 0;

            assertThat(transcript(limits, List.of(octets.split("", -1))))
                    .as("seed %d, octet by octet", seed)
                    .isEqualTo(whole);
            for (int again = 0; again < 5; again++) {
                assertThat(transcript(limits, cut(octets, random)))
                        .as("seed %d", seed)
                        .isEqualTo(whole);
            }
        }
        assertThat(delivered).as("sessions that got to the point").isGreaterThan(SESSIONS / 4);
    }

    private static String session(Random random) {
        StringBuilder octets = new StringBuilder();
        if (random.nextInt(8) > 0) {
            octets.append(COMMANDS[random.nextInt(2)]);
        }
        for (int message = 0; message < 3; message++) {
            for (int i = random.nextInt(3); i > 0; i--) {
                octets.append(COMMANDS[random.nextInt(COMMANDS.length - (random.nextInt(4) == 0 ? 0 : 2))]);
            }
            octets.append(COMMANDS[2 + random.nextInt(2)])
                    .append(COMMANDS[4 + random.nextInt(3)])
                    .append("DATA\r\n");
            for (int i = random.nextInt(6); i > 0; i--) {
                octets.append(CONTENT[random.nextInt(CONTENT.length)]);
            }
            octets.append(random.nextBoolean() ? "\r\n.\r\n" : ".\r\n");
        }
        return octets.append("\r\n.\r\nNOOP\r\n").toString();
    }

    private static List<String> cut(String octets, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < octets.length(); ) {
            int next = Math.min(octets.length(), at + 1 + random.nextInt(random.nextBoolean() ? 4 : 60));
            pieces.add(octets.substring(at, next));
            at = next;
        }
        return pieces;
    }

    /** What was said, and the content of each message that was not abandoned. */
    private static String transcript(Limits limits, List<String> pieces) {
        Peer peer = new Peer(Security.NO_TLS, limits);
        for (String piece : pieces) {
            peer.send(piece);
            while (peer.isDelivering()) {
                peer.happens("delivered 250 2.0.0 taken");
            }
        }
        StringBuilder transcript = new StringBuilder(peer.log());
        for (RecordingSink body : peer.bodies()) {
            transcript.append("\n--\n").append(body.isAbandoned() ? "abandoned" : body.content());
        }
        return transcript.toString();
    }
}
