package org.postern.smtp;

/**
 * What a peer may ask for in one conversation. Immutable.
 *
 * @param content of each message
 * @param recipients of each message, and of all
 * @param commands of all messages together
 */
public record Limits(Content content, Recipients recipients, Commands commands) {
    /**
     * What content may be like.
     *
     * @param maxMessageBytes octets of content, announced by SIZE
     * @param maxTextLineBytes octets of a line of content, CRLF included; 0 for no limit but that of the message
     * @param maxHops servers that a message may have passed before it is taken for a loop; RFC 5321 section 6.3 wants at
     *     least 100
     * @param bareLineBreaks whether content after DATA may have a CR or LF outside of CRLF; that of chunks may
     */
    public record Content(long maxMessageBytes, int maxTextLineBytes, int maxHops, BareLineBreaks bareLineBreaks) {}

    /**
     * How many recipients there may be.
     *
     * @param maxRecipients recipients of one message; RFC 5321 section 4.5.3.1.8 wants at least 100
     * @param maxUnknownRecipients recipients refused for good in one conversation after which it is closed
     */
    public record Recipients(int maxRecipients, int maxUnknownRecipients) {}

    /**
     * How long and how many commands may be.
     *
     * @param maxCommandLineBytes octets of a command line, CRLF included
     * @param maxCommands commands since the last accepted message, but for accepted recipients and chunks, after which the
     *     connection is closed
     * @param maxErrors refused commands after which the connection is closed
     */
    public record Commands(int maxCommandLineBytes, int maxCommands, int maxErrors) {}

    /** What to do with content after DATA that has a CR or LF outside of CRLF. Either way it never ends a line or the content. */
    public enum BareLineBreaks {
        /** Refuse the message: RFC 5321 section 2.3.8 forbids them, and SMTP smuggling lives on them. */
        REJECT,
        /** Keep them as they are. */
        ACCEPT
    }
}
