package org.postern.net;

import io.netty.buffer.ByteBuf;
import java.util.regex.Pattern;
import org.postern.smtp.Reply;

/**
 * What is said on one connection, line by line, for an administrator who asked for it. Content is counted instead of shown,
 * credentials are left out, and there is an end to it.
 */
final class Transcript {
    private static final int LINES = 1_000;
    private static final int LINE_LENGTH = 300;
    /** Commands without an argument: whatever else is one word may belong to an authentication that was refused. */
    private static final Pattern BARE_COMMAND = Pattern.compile("(?i)DATA|HELP|NOOP|QUIT|RSET|STARTTLS");

    private static final Pattern ONE_WORD = Pattern.compile("\\S+");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)(AUTH\\s+\\S+\\s).*");

    /** What octets are to the conversation. */
    enum Kind {
        COMMANDS,
        CONTENT,
        CREDENTIALS
    }

    private final ConnectionFacts connection;
    private final ConnectionEvents events;
    private final StringBuilder line = new StringBuilder();
    private long contentOctets;
    private int lines;
    private boolean authSeen;

    Transcript(ConnectionFacts connection, ConnectionEvents events) {
        this.connection = connection;
        this.events = events;
    }

    /** The conversation has understood these octets, a line at most of those that are no content. */
    void received(ByteBuf octets, Kind kind) {
        if (kind == Kind.CONTENT) {
            contentOctets += octets.readableBytes();
            return;
        }
        tellContent();
        for (int i = octets.readerIndex(); i < octets.writerIndex(); i++) {
            char character = (char) octets.getUnsignedByte(i);
            if (character == '\n') {
                tell("C: " + shown(line.toString().stripTrailing(), kind));
                line.setLength(0);
            } else if (line.length() < LINE_LENGTH) {
                line.append(character);
            }
        }
    }

    /** The peer is told this. */
    void sent(Reply reply) {
        tellContent();
        reply.toString().lines().forEach(text -> tell("S: " + text));
    }

    /** A hasty client sends what it thinks is asked for, also if AUTH was refused. */
    private String shown(String text, Kind kind) {
        boolean blind = authSeen
                && ONE_WORD.matcher(text).matches()
                && !BARE_COMMAND.matcher(text).matches();
        authSeen |= text.regionMatches(true, 0, "AUTH", 0, "AUTH".length());
        return kind == Kind.CREDENTIALS || blind
                ? "(credentials, not shown)"
                : CREDENTIALS.matcher(text).replaceFirst("$1(not shown)");
    }

    private void tellContent() {
        if (contentOctets > 0) {
            tell("C: (" + contentOctets + " octets of content)");
            contentOctets = 0;
        }
    }

    private void tell(String text) {
        lines++;
        if (lines <= LINES) {
            events.said(connection, text);
        } else if (lines == LINES + 1) {
            events.said(connection, "(" + LINES + " lines, the rest is left out)");
        }
    }
}
