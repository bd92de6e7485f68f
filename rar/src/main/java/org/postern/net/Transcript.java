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
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)(AUTH\\s+\\S+\\s).*");

    private final ConnectionFacts connection;
    private final ConnectionEvents events;
    private final boolean wanted;
    private final StringBuilder line = new StringBuilder();
    private long contentOctets;
    private int lines;

    Transcript(ConnectionFacts connection, ConnectionEvents events, boolean wanted) {
        this.connection = connection;
        this.events = events;
        this.wanted = wanted;
    }

    /** The conversation has understood these octets as content, or as commands. */
    void received(ByteBuf octets, boolean content) {
        if (!wanted) {
            return;
        }
        if (content) {
            contentOctets += octets.readableBytes();
            return;
        }
        tellContent();
        for (int i = octets.readerIndex(); i < octets.writerIndex(); i++) {
            char character = (char) octets.getUnsignedByte(i);
            if (character == '\n') {
                tell("C: "
                        + CREDENTIALS.matcher(line.toString().stripTrailing()).replaceFirst("$1(not shown)"));
                line.setLength(0);
            } else if (line.length() < LINE_LENGTH) {
                line.append(character);
            }
        }
    }

    /** The peer is told this. */
    void sent(Reply reply) {
        if (wanted) {
            tellContent();
            reply.toString().lines().forEach(text -> tell("S: " + text));
        }
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
