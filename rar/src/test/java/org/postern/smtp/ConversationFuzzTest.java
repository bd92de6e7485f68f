package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.postern.smtp.Limits.BareLineBreaks;

/**
 * Whatever octets a peer sends: each command has one reply, what is delivered is what was sent, and it does not matter
 * how the network cuts them.
 *
 * <p>The first octet of an input chooses the connection, the second the limits, the third where it is cut.
 */
class ConversationFuzzTest {
    private static final int OPTIONS = 3;
    private static final Security[] SECURITIES = {Security.NO_TLS, Security.TLS_OFFERED, Security.TLS_ACTIVE};
    private static final Service[] SERVICES = {Service.SMTP, Service.LMTP, Service.SUBMISSION};

    @FuzzTest(maxDuration = "10s")
    void aPatientClientIsAnsweredAndAnImpatientOneTheSame(byte[] input) {
        if (input.length < OPTIONS) {
            return;
        }
        Security security = SECURITIES[(input[0] & 0xf) % SECURITIES.length];
        Service service = SERVICES[(input[0] >> 4 & 0xf) % SERVICES.length];
        Limits limits = limits(input[1]);
        String session = new String(input, OPTIONS, input.length - OPTIONS, StandardCharsets.ISO_8859_1);

        EnvelopeSyntax syntax = (input[1] & 128) == 0 ? EnvelopeSyntax.LENIENT : EnvelopeSyntax.STRICT;
        Peer peer = Peer.of(syntax, security, limits, service);
        new PatientClient(peer, service, limits.content().maxMessageBytes()).plays(session);
        // Behind STARTTLS the cut does matter: what came with it is refused (CVE-2011-0411).
        if (security != Security.TLS_OFFERED) {
            String expected = transcript(peer);
            assertThat(transcript(syntax, security, limits, service, List.of(session)))
                    .isEqualTo(expected);
            assertThat(transcript(syntax, security, limits, service, cut(session, new Random(input[2]))))
                    .isEqualTo(expected);
        }
    }

    private static Limits limits(byte choice) {
        return TestLimits.roomy()
                .messageBytes((choice & 1) == 0 ? 1_000 : 20)
                .recipients((choice & 2) == 0 ? 100 : 2)
                .commandLineBytes((choice & 4) == 0 ? 512 : 40)
                .textLineBytes((choice & 8) == 0 ? 0 : 10)
                .errors((choice & 16) == 0 ? 1_000 : 5)
                .commands((choice & 32) == 0 ? 1_000 : 10)
                .bareLineBreaks((choice & 64) == 0 ? BareLineBreaks.REJECT : BareLineBreaks.ACCEPT)
                .limits();
    }

    private static List<String> cut(String session, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < session.length(); ) {
            int next = Math.min(session.length(), at + 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
            pieces.add(session.substring(at, next));
            at = next;
        }
        return pieces;
    }

    private static String transcript(
            EnvelopeSyntax syntax, Security security, Limits limits, Service service, List<String> pieces) {
        Peer peer = Peer.of(syntax, security, limits, service);
        for (String piece : pieces) {
            peer.send(piece);
            while (peer.isDelivering()) {
                peer.happens(PatientClient.DELIVERED);
            }
        }
        return transcript(peer);
    }

    private static String transcript(Peer peer) {
        StringBuilder transcript = new StringBuilder(peer.log());
        for (RecordingSink body : peer.bodies()) {
            transcript.append("\n--\n").append(body.isAbandoned() ? "abandoned" : body.content());
        }
        return transcript.toString();
    }
}
