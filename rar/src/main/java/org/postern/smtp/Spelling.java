package org.postern.smtp;

import java.net.IDN;
import java.util.Locale;

/** What is the same mailbox, however a sender writes it. */
final class Spelling {
    private Spelling() {}

    /**
     * The one spelling of a mailbox: without quotes around the local part (RFC 5321 section 4.1.2), with a domain as DNS has it. The
     * case of a local part stays, since it may tell mailboxes apart (section 2.4).
     */
    static String mailbox(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return at < 0 ? mailbox : localPart(mailbox.substring(0, at)) + "@" + certain(mailbox.substring(at + 1));
    }

    /**
     * In ASCII where each domain has its own: IDNA2003, which Java has, gives one to some that have been two since IDNA2008 (RFC
     * 5894 section 7.2).
     */
    private static String certain(String domain) {
        String ascii = domain(domain);
        String lower = Domains.withoutLastDot(domain).toLowerCase(Locale.ROOT);
        return Utf8.isAscii(lower) || IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(lower) ? ascii : lower;
    }

    /** Where more may match: without a dot at the end, in lower case (RFC 5321 section 2.4) and in ASCII (RFC 5890). */
    static String domain(String domain) {
        String lower = Domains.withoutLastDot(domain).toLowerCase(Locale.ROOT);
        if (Utf8.isAscii(lower)) {
            return lower;
        }
        try {
            return IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return lower; // It can still be the same to the letter.
        }
    }

    static String localPart(String local) {
        return local.length() > 1 && local.startsWith("\"") && local.endsWith("\"")
                ? local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1")
                : local;
    }
}
