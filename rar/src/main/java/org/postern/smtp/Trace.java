package org.postern.smtp;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The trace fields that this server owes a message (RFC 5321 section 4.4): Return-Path, because delivery ends here, and
 * Received.
 *
 * @param heloName as the peer said it, which may be any text
 * @param peerIp numeric, IPv6 without brackets
 * @param hostName this server's own
 * @param protocol as in RFC 3848
 * @param cipherSuite for the tls clause of RFC 8314 section 4.3, when TLS was used
 * @param id of this reception
 */
public record Trace(
        String heloName, String peerIp, String hostName, String protocol, Optional<String> cipherSuite, String id) {

    /** RFC 5322 section 2.1.1. An address that does not fit stands in the envelope alone: a part of it would be another one. */
    private static final int LONGEST_LINE = 998;

    /** Octets of ordinary fields. */
    private static final int ORDINARY = 512;

    /**
     * Writes the fields, each line ending with CRLF.
     *
     * @param toAdd which of Date and Message-ID the message does not have and gets here (RFC 6409 section 8)
     */
    public String fields(Envelope envelope, Instant receivedAt, Set<String> toAdd) {
        StringBuilder text = new StringBuilder(ORDINARY);
        String returnPath = "Return-Path: <" + envelope.reversePath().orElse("") + ">";
        if (Utf8.length(returnPath) <= LONGEST_LINE) {
            text.append(returnPath).append("\r\n");
        }
        text.append("Received: from ")
                .append(ReceivedName.of(heloName))
                .append(" ([")
                .append(peerLiteral())
                .append("])\r\n");
        text.append("\tby ")
                .append(hostName)
                .append(" with ")
                .append(protocol)
                .append(" id ")
                .append(id)
                .append(forClause(envelope));
        cipherSuite.ifPresent(suite -> text.append("\r\n\ttls ").append(suite));
        String date = InternetDate.of(receivedAt);
        text.append(";\r\n\t").append(date).append("\r\n");
        if (toAdd.contains("Date")) {
            text.append("Date: ").append(date).append("\r\n");
        }
        if (toAdd.contains("Message-ID")) {
            text.append("Message-ID: <").append(id).append('@').append(hostName).append(">\r\n");
        }
        return text.toString();
    }

    /**
     * What follows the id, beginning with the end of its line: only a single recipient is named, or blind copies would become
     * visible (RFC 5321 section 7.2). Empty for several, and for one that does not fit.
     */
    public static String forClause(Envelope envelope) {
        String clause = "\tfor <" + envelope.recipients().get(0).mailbox() + ">";
        return envelope.recipients().size() == 1 && Utf8.length(clause) < LONGEST_LINE ? "\r\n" + clause : "";
    }

    private String peerLiteral() {
        return peerIp.indexOf(':') < 0 ? peerIp : "IPv6:" + peerIp;
    }
}
