package org.postern.ra.log;

import org.postern.smtp.TlsAnomaly;

/**
 * What the administrator is told of one kind of anomaly. Immutable.
 *
 * @param id of its line, which is also called as the kind is
 * @param meaning what was seen, whose fault it is most often, and the remedy
 */
public record AnomalyReport(LogId id, String meaning) {
    /** Of one that a single conversation has shown. */
    public static AnomalyReport of(TlsAnomaly anomaly) {
        return switch (anomaly) {
            case TLS_AT_GREETING ->
                new AnomalyReport(
                        LogId.TLS_AT_GREETING,
                        "TLS began before any command: the client expects implicit TLS on this port. Have it use"
                                + " STARTTLS, or give it an smtps address (port 465) in listen.");
            case TLS_NEVER_OFFERED ->
                new AnomalyReport(
                        LogId.TLS_NEVER_OFFERED,
                        "TLS began although STARTTLS was not offered: something in between announced it in our"
                                + " name (such a firewall is described in Microsoft's article Q237327), or the client does not look."
                                + " Bind a certificate to this address, or switch the inspection of SMTP off there.");
            case TLS_NOT_ASKED_FOR ->
                new AnomalyReport(
                        LogId.TLS_NOT_ASKED_FOR,
                        "TLS began although the client's STARTTLS never arrived: something in between answered"
                                + " it itself. Switch the inspection of SMTP off there.");
            case TLS_AFTER_REFUSAL ->
                new AnomalyReport(
                        LogId.TLS_AFTER_REFUSAL,
                        "TLS began although STARTTLS was refused: something in between changed our refusal into"
                                + " 220, or the client does not look at replies. Bind a usable certificate to this address, or"
                                + " switch the inspection of SMTP off there.");
            case MASKED_COMMAND ->
                new AnomalyReport(
                        LogId.MASKED_COMMAND,
                        "a command was written over with X or *: a firewall hides STARTTLS and mail is sent in"
                                + " plaintext. On Cisco PIX and ASA, switch it off with \"no inspect esmtp\" (before version 7:"
                                + " \"no fixup protocol smtp 25\").");
            case PLAINTEXT_BEHIND_STARTTLS ->
                new AnomalyReport(
                        LogId.PLAINTEXT_BEHIND_STARTTLS,
                        "plaintext came in the same packet behind STARTTLS and was discarded: an attempt"
                                + " to have commands taken for encrypted ones (CVE-2011-0411), or a client that does not wait for"
                                + " the reply. If you know the client, have it updated.");
        };
    }

    /**
     * A peer that used to ask for STARTTLS does not any more: something in between may take the keyword out of the reply
     * to EHLO. Seen in the habits of a peer, not in a conversation.
     */
    public static AnomalyReport startTlsStripped() {
        return new AnomalyReport(
                LogId.STARTTLS_STRIPPED,
                "this peer has nearly always used TLS here and now begins a mail in plaintext, although"
                        + " STARTTLS was offered: something in between may have removed the offer. Ask the sender what it"
                        + " was offered; if a firewall is in between, switch its inspection of SMTP off. Where plaintext"
                        + " must not be, write tls=require.");
    }
}
