package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a session, which may be any octets, as a client that waits for each reply before it goes on, and that knows the
 * rules of the protocol in their plainest form: a line ends at the next CRLF, content at the next CRLF.CRLF, a chunk
 * after the octets that were announced.
 */
final class PatientClient {
    static final String DELIVERED = "delivered 250 2.0.0 taken";

    private static final String CRLF = "\r\n";
    private static final String END_OF_DATA = ".\r\n";
    private static final Pattern BDAT = Pattern.compile("(?i)bdat[ \t]+0*(\\d{1,18})(?: +last)?[ \t]*");

    private final Peer peer;
    private final Service service;
    private final long maxMessageBytes;
    private StringBuilder chunks = new StringBuilder();
    private int recipients;
    private boolean closed;

    PatientClient(Peer peer, Service service, long maxMessageBytes) {
        this.peer = peer;
        this.service = service;
        this.maxMessageBytes = maxMessageBytes;
    }

    void plays(String session) {
        String rest = session;
        while (!rest.isEmpty() && !closed) {
            int end = rest.indexOf(CRLF) + CRLF.length();
            if (end < CRLF.length()) {
                send(rest); // A line that never ends.
                return;
            }
            String line = rest.substring(0, end);
            rest = command(line, rest.substring(end));
        }
    }

    /** Gives what is left after the command and all that belongs to it. */
    private String command(String line, String behind) {
        String answer = send(line);
        if (closed) {
            assertThat(replies(answer)).as(line).isLessThanOrEqualTo(1);
            return "";
        }
        if (answer.contains("N: START_TLS")) {
            answer = event("TLS not ready");
        }
        if (answer.isEmpty()) {
            Matcher bdat = BDAT.matcher(line.substring(0, line.length() - CRLF.length()));
            assertThat(bdat.matches()).as("no answer to " + line).isTrue();
            return chunk(Long.parseLong(bdat.group(1)), behind);
        }
        if (answer.startsWith("S: 354")) {
            return content(behind);
        }
        if (BDAT.matcher(line.strip()).matches() && answer.contains("N: DELIVER")) {
            return delivery(chunks.toString(), behind); // BDAT 0 LAST
        }
        assertThat(replies(answer)).as("replies to %s: %s", line, answer).isEqualTo(1);
        note(line, answer);
        return behind;
    }

    private void note(String line, String answer) {
        if (!answer.startsWith("S: 2")) {
            return;
        }
        String verb = line.toUpperCase(Locale.ROOT);
        if (verb.startsWith("MAIL")) {
            chunks = new StringBuilder();
            recipients = 0;
        } else if (verb.startsWith("RCPT")) {
            recipients++;
        }
    }

    private String chunk(long announced, String behind) {
        if (announced > behind.length()) {
            assertThat(send(behind)).isEmpty();
            return "";
        }
        int size = (int) announced;
        String octets = behind.substring(0, size);
        assertThat(send(octets.substring(0, size - 1))).isEmpty();
        String answer = send(octets.substring(size - 1));
        String rest = behind.substring(size);
        if (answer.contains("N: DELIVER")) {
            return delivery(chunks + octets, rest);
        }
        if (!closed && answer.startsWith("S: 2")) {
            assertThat(replies(answer)).as(answer).isEqualTo(1);
            chunks.append(octets);
            return rest;
        }
        return refused(answer, rest);
    }

    private String content(String behind) {
        int end = behind.startsWith(END_OF_DATA) ? 0 : behind.indexOf(CRLF + END_OF_DATA) + CRLF.length();
        if (end < CRLF.length() && !behind.startsWith(END_OF_DATA)) {
            assertThat(send(behind)).isEmpty();
            return "";
        }
        String content = behind.substring(0, end);
        assertThat(send(content + ".\r")).isEmpty();
        String answer = send("\n");
        String rest = behind.substring(end + END_OF_DATA.length());
        return answer.contains("N: DELIVER") ? delivery(withoutStuffing(content), rest) : refused(answer, rest);
    }

    private static String withoutStuffing(String content) {
        String unstuffed = content.replace("\r\n.", CRLF);
        return unstuffed.startsWith(".") ? unstuffed.substring(1) : unstuffed;
    }

    private String delivery(String sent, String rest) {
        assertThat(peer.lastBody().content()).isEqualTo(sent).hasSizeLessThanOrEqualTo((int) maxMessageBytes);
        String answer = event(DELIVERED);
        assertThat(replies(answer)).as(answer).isEqualTo(service.repliesToContent(recipients));
        return rest;
    }

    /** A chunk that does not belong to a message has one reply, content has those that it would have had. */
    private String refused(String answer, String rest) {
        if (!closed) {
            assertThat(replies(answer)).as(answer).isIn(1, service.repliesToContent(recipients));
        }
        assertThat(peer.bodies()).filteredOn(body -> !body.isAbandoned()).allSatisfy(body -> assertThat(body.content())
                .hasSizeLessThanOrEqualTo((int) maxMessageBytes));
        return rest;
    }

    private String send(String octets) {
        return heard(peer.send(octets));
    }

    private String event(String name) {
        int before = peer.log().length();
        peer.happens(name);
        return heard(peer.log().substring(before).strip());
    }

    private String heard(String answer) {
        closed |= answer.contains("N: CLOSE");
        return answer;
    }

    /** All lines of a reply but the last have a hyphen behind the code (RFC 5321 section 4.2.1). */
    private static int replies(String answer) {
        return (int) answer.lines().filter(line -> line.matches("S: \\d{3} .*")).count();
    }
}
