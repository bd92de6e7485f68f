package org.postern.ra.log;

import org.postern.smtp.TlsAnomaly;

/** What an anomaly means and what to do about it: what was seen, whose fault it is most often, and the remedy. */
final class TlsAnomalyText {
    private TlsAnomalyText() {}

    static String meaning(TlsAnomaly anomaly) {
        return switch (anomaly) {
            case TLS_AT_GREETING ->
                "TLS began before any command: the client expects implicit TLS on this port. Have it use"
                        + " STARTTLS, or give it an smtps address (port 465) in listen.";
            case TLS_NEVER_OFFERED ->
                "TLS began although STARTTLS was not offered: something in between announced it in our"
                        + " name (such a firewall is described in Microsoft's article Q237327), or the client does not look."
                        + " Bind a certificate to this address, or switch the inspection of SMTP off there.";
            case TLS_NOT_ASKED_FOR ->
                "TLS began although the client's STARTTLS never arrived: something in between answered"
                        + " it itself. Switch the inspection of SMTP off there.";
            case TLS_AFTER_REFUSAL ->
                "TLS began although STARTTLS was refused: something in between changed our refusal into"
                        + " 220, or the client does not look at replies. Bind a usable certificate to this address, or"
                        + " switch the inspection of SMTP off there.";
            case MASKED_COMMAND ->
                "a command was written over with X or *: a firewall hides STARTTLS and mail is sent in"
                        + " plaintext. On Cisco PIX and ASA, switch it off with \"no inspect esmtp\" (before version 7:"
                        + " \"no fixup protocol smtp 25\").";
            case PLAINTEXT_BEHIND_STARTTLS ->
                "plaintext came in the same packet behind STARTTLS and was discarded: an attempt"
                        + " to have commands taken for encrypted ones (CVE-2011-0411), or a client that does not wait for"
                        + " the reply. If you know the client, have it updated.";
            case STARTTLS_STRIPPED ->
                "this peer has nearly always used TLS here and now begins a mail in plaintext, although"
                        + " STARTTLS was offered: something in between may have removed the offer. Ask the sender what it"
                        + " was offered; if a firewall is in between, switch its inspection of SMTP off. Where plaintext"
                        + " must not be, write tls=require.";
        };
    }
}
