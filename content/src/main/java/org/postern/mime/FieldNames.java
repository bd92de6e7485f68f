package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Tells a header field from a line of text that has a colon in it: {@code teapot: 2}. */
final class FieldNames {
    /** What standards and mail programs name without one of the {@link #BEGINNINGS}. */
    private static final Set<String> KNOWN =
            Set.of(("from to cc bcc subject date sender reply-to message-id in-reply-to references comments keywords "
                            + "received return-path delivered-to mime-version precedence importance priority sensitivity "
                            + "organization organisation encrypted expires language supersedes obsoletes user-agent thread-topic "
                            + "thread-index envelope-to delivery-date errors-to disposition-notification-to return-receipt-to "
                            + "apparently-to newsgroups path lines status followup-to dkim-signature domainkey-signature received- "
                            + "spf authentication-results autoforwarded autosubmitted deferred-delivery mail-followup-to mailing- "
                            + "list tls-required mt-priority archived-at feedback-id feedback-type conversation-id")
                    .split(" "));

    private static final Set<String> BEGINNINGS =
            Set.of("x-", "content-", "list-", "resent-", "arc-", "original-", "auto-", "ms-");

    private static final String OF_PART = "content-";
    private static final byte[] MBOX = "From ".getBytes(StandardCharsets.US_ASCII);

    private FieldNames() {}

    static boolean isKnown(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return KNOWN.contains(key) || BEGINNINGS.stream().anyMatch(key::startsWith);
    }

    /** Where the colon is behind a name (RFC 5322 section 2.2) and perhaps blanks (section 4.5); negative if this is no field. */
    static int colon(byte[] line) {
        int end = 0;
        while (end < line.length && line[end] > ' ' && line[end] < 0x7f && line[end] != ':') {
            end++;
        }
        int colon = end;
        while (colon < line.length && (line[colon] == ' ' || line[colon] == '\t')) {
            colon++;
        }
        return end > 0 && colon < line.length && line[colon] == ':' ? colon : -1;
    }

    static boolean startsKnownField(byte[] line) {
        int colon = colon(line);
        return colon > 0 && isKnown(new String(line, 0, colon, StandardCharsets.ISO_8859_1).strip());
    }

    /** Tells whether this is a field of a part, and can hardly be anything else. */
    static boolean startsFieldOfPart(byte[] line) {
        int colon = colon(line);
        return colon > 0 && isOfPart(new String(line, 0, colon, StandardCharsets.ISO_8859_1));
    }

    static boolean isOfPart(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(OF_PART);
    }

    /** The first line of a message in a mailbox file (RFC 4155), perhaps quoted. */
    static boolean isMboxSeparator(byte[] line) {
        int from = line.length > 0 && line[0] == '>' ? 1 : 0;
        if (line.length < from + MBOX.length) {
            return false;
        }
        for (int i = 0; i < MBOX.length; i++) {
            if (line[from + i] != MBOX[i]) {
                return false;
            }
        }
        return true;
    }
}
