package org.postern.smtp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The answers to EHLO, their lines made once for each state that TLS can be in. Only what is really kept is announced. */
final class Capabilities {
    private final Map<Security, List<String>> lines = new EnumMap<>(Security.class);
    private final Map<Security, Reply> answers = new EnumMap<>(Security.class);

    Capabilities(String hostName, Limits limits) {
        for (Security security : Security.values()) {
            List<String> answer = lines(hostName, limits, security);
            lines.put(security, answer);
            answers.put(security, Reply.plain(250, answer));
        }
    }

    Reply announce(Security security) {
        return answers.getOrDefault(security, Replies.NOT_IMPLEMENTED);
    }

    /** The same with a line that differs from client to client. */
    Reply announce(Security security, String more) {
        List<String> answer = new ArrayList<>(lines.getOrDefault(security, List.of()));
        answer.add(more);
        return Reply.plain(250, answer);
    }

    private static List<String> lines(String hostName, Limits limits, Security security) {
        List<String> lines = new ArrayList<>(List.of(
                hostName,
                "PIPELINING",
                "SIZE " + limits.content().maxMessageBytes(),
                "8BITMIME",
                "BINARYMIME",
                "CHUNKING",
                "SMTPUTF8",
                "DSN",
                "DELIVERBY",
                "MT-PRIORITY",
                "LIMITS RCPTMAX=" + limits.recipients().maxRecipients(),
                "ENHANCEDSTATUSCODES"));
        if (security == Security.TLS_ACTIVE) {
            lines.add("REQUIRETLS"); // RFC 8689 section 2: not before TLS.
        }
        if (security.offersStartTls()) {
            lines.add("STARTTLS");
        }
        return lines;
    }
}
