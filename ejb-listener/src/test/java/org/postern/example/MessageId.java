package org.postern.example;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.test.SenderReply;

/** What the adapter calls a message, which the reply to it tells, so that one can ask for it. */
final class MessageId {
    private static final Pattern NAMED = Pattern.compile("[Mm]essage (\\S+) .*");

    private MessageId() {}

    static String of(SenderReply reply) {
        Matcher named = NAMED.matcher(reply.text());
        if (!named.find()) {
            throw new AssertionError("No message is named: " + reply);
        }
        return named.group(1);
    }
}
