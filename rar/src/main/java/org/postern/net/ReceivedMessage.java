package org.postern.net;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.smtp.Envelope;
import org.postern.smtp.Trace;

/**
 * A complete message, and what is known of how it came. Immutable.
 *
 * @param content to be closed by the handler that takes the message
 * @param traceFields complete header lines
 */
public record ReceivedMessage(
        String id, Envelope envelope, Content content, String traceFields, Instant receivedAt, SessionFacts session) {
    /** The clause of the Received field before the id (RFC 5321 section 4.4), in the line that no peer has a word in. */
    private static final String RECEPTION = "(\r\n\tby [^\r]* id )";

    /**
     * The same message, for some of its recipients.
     *
     * @param number of the part: each but the first has an id of its own, since one bean may get several
     */
    public ReceivedMessage of(int number, Envelope part, Content copy) {
        String own = number == 1 ? id : id + "-" + number;
        String clause = forClause(part);
        // Of nearly all messages there is one part, which is the whole.
        String fields = number == 1 && clause.isEmpty()
                ? traceFields
                : traceFields.replaceFirst(
                        RECEPTION + Pattern.quote(id), "$1" + own + Matcher.quoteReplacement(clause));
        return new ReceivedMessage(own, part, copy, fields, receivedAt, session);
    }

    /** The whole has one already if it has a single recipient. */
    private String forClause(Envelope part) {
        return envelope.recipients().size() == 1 ? "" : Trace.forClause(part);
    }
}
