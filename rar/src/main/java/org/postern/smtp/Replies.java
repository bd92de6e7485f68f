package org.postern.smtp;

import java.util.List;

/**
 * Every text that this server can say, but for what a listener says and for the EHLO lines of {@link Capabilities}.
 *
 * <p>Codes are those of RFC 5321 section 4.2, enhanced codes those of RFC 3463 and RFC 5248.
 */
public final class Replies {
    static final Reply OK = Reply.of(250, "2.0.0", "OK");
    static final Reply SENDER_OK = Reply.of(250, "2.1.0", "Sender OK");
    static final Reply RECIPIENT_OK = Reply.of(250, "2.1.5", "Recipient OK");
    static final Reply CANNOT_VERIFY = Reply.of(252, "2.0.0", "Send some mail, it will be tried");
    static final Reply HELP = Reply.of(
            214,
            "2.0.0",
            "EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT STARTTLS",
            "See RFC 5321 and RFC 3207");
    static final Reply HELP_OF_LMTP = Reply.of(
            214, "2.0.0", "LHLO MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT STARTTLS", "See RFC 2033 and RFC 3207");
    static final Reply START_DATA = Reply.plain(354, List.of("Go ahead, end with <CRLF>.<CRLF>"));
    static final Reply READY_FOR_TLS = Reply.of(220, "2.0.0", "Ready to start TLS");

    static final Reply UNKNOWN_COMMAND = Reply.of(500, "5.5.1", "Command not recognized");
    static final Reply MALFORMED_LINE = Reply.of(500, "5.5.2", "Line with characters that no command has");
    static final Reply LINE_TOO_LONG = Reply.of(500, "5.5.2", "Line too long");
    static final Reply BARE_LINE_BREAK = Reply.of(500, "5.5.2", "A line ends with CRLF, and has no other CR or LF");
    static final Reply NO_ARGUMENT_ALLOWED = Reply.of(501, "5.5.4", "No argument allowed");
    static final Reply ARGUMENT_MISSING = Reply.of(501, "5.5.4", "Argument missing");
    static final Reply MAIL_SYNTAX = Reply.of(501, "5.5.4", "Syntax: MAIL FROM:<address> [parameters]");
    static final Reply RCPT_SYNTAX = Reply.of(501, "5.5.4", "Syntax: RCPT TO:<address> [parameters]");
    static final Reply BAD_SENDER = Reply.of(501, "5.1.7", "Sender address is not valid");
    static final Reply BAD_RECIPIENT = Reply.of(501, "5.1.3", "Recipient address is not valid");
    static final Reply BAD_PARAMETER = Reply.of(501, "5.5.4", "Parameter is not valid");
    static final Reply UNKNOWN_PARAMETER = Reply.of(555, "5.5.4", "Parameter not recognized");
    static final Reply NON_ASCII_ADDRESS = Reply.of(553, "5.6.7", "Non-ASCII addresses need SMTPUTF8, and UTF-8");
    static final Reply NOT_IMPLEMENTED = Reply.of(502, "5.5.1", "Command not implemented");
    static final Reply TLS_NOT_AVAILABLE = Reply.of(502, "5.5.1", "TLS is not available here");
    static final Reply TLS_FIRST = Reply.of(530, "5.7.0", "Must issue a STARTTLS command first");
    static final Reply HELO_FIRST = Reply.of(503, "5.5.1", "Send EHLO or HELO first");
    static final Reply LHLO_FIRST = Reply.of(503, "5.5.1", "Send LHLO first");
    static final Reply AUTHENTICATION_REQUIRED = Reply.of(530, "5.7.0", "Authentication required");
    static final Reply AUTHENTICATION_IN_TLS_REQUIRED =
            Reply.of(530, "5.7.0", "Authentication required, issue a STARTTLS command first");
    static final Reply AUTHENTICATION_REQUIRED_BUT_UNAVAILABLE =
            Reply.of(530, "5.7.0", "Authentication required, but not possible here at the moment");
    static final Reply AUTHENTICATED = Reply.of(235, "2.7.0", "Authenticated");
    static final Reply ALREADY_AUTHENTICATED = Reply.of(503, "5.5.1", "Already authenticated");
    static final Reply EHLO_FIRST = Reply.of(503, "5.5.1", "Send EHLO first");
    static final Reply AUTH_DURING_MAIL = Reply.of(503, "5.5.1", "Not during a mail transaction");
    static final Reply AUTH_SYNTAX = Reply.of(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]");
    static final Reply UNKNOWN_MECHANISM = Reply.of(504, "5.5.4", "Authentication mechanism not available");
    static final Reply ENCRYPTION_REQUIRED =
            Reply.of(538, "5.7.11", "Encryption required for this authentication mechanism");
    static final Reply AUTH_CANCELLED = Reply.of(501, "5.7.0", "Authentication cancelled");
    static final Reply AUTH_LINE_TOO_LONG = Reply.of(500, "5.5.6", "Authentication exchange line is too long");
    static final Reply BAD_BASE64 = Reply.of(501, "5.5.2", "Base64 expected");
    static final Reply BAD_CREDENTIALS_SYNTAX = Reply.of(501, "5.5.2", "Response does not suit the mechanism");
    static final Reply SENDER_OF_ANOTHER = Reply.of(550, "5.7.1", "You may not send with this sender address");
    static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "Sender already given");
    static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "Send MAIL first");
    static final Reply CHUNKS_UNDER_WAY = Reply.of(503, "5.5.1", "Send the last chunk first, or RSET");
    static final Reply BINARY_NEEDS_CHUNKS = Reply.of(503, "5.5.1", "Send BODY=BINARYMIME with BDAT");
    static final Reply NO_RECIPIENTS = Reply.of(554, "5.5.1", "No valid recipients");
    /** RFC 2033 section 4.2 knows no other code. */
    static final Reply NO_RECIPIENTS_OF_LMTP = Reply.of(503, "5.5.1", "No valid recipients");

    static final Reply ALREADY_SECURED = Reply.of(503, "5.5.1", "TLS is already active");
    static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3", "Too many recipients, send the rest separately");
    static final Reply MESSAGE_TOO_LARGE = Reply.of(552, "5.3.4", "Message exceeds the size limit");
    static final Reply BARE_LINE_BREAK_IN_DATA =
            Reply.of(550, "5.6.0", "Message has a CR or LF that is not part of CRLF");
    static final Reply TEXT_LINE_TOO_LONG = Reply.of(550, "5.6.0", "Message has a line that is too long");
    static final Reply TOO_MANY_HOPS = Reply.of(554, "5.4.6", "Too many Received fields, this message is in a loop");
    static final Reply ENVELOPE_NOT_KEPT =
            Reply.of(452, "4.3.1", "Not enough room for more envelopes, try again later");
    static final Reply CONTENT_NOT_STORED = Reply.of(452, "4.3.1", "Message could not be stored, try again later");
    static final Reply NOT_DECIDED = Reply.of(451, "4.3.0", "Cannot decide about this now, try again later");
    static final Reply TLS_FAILED_TO_START = Reply.of(454, "4.7.0", "TLS is not available at the moment");

    private Replies() {}

    /** RFC 5321 section 4.2.2 lets these begin with the name of the server; counters leave it out. */
    private static Reply ofHost(int code, String enhancedCode, String hostName, String text) {
        return Reply.of(code, enhancedCode, hostName + " " + text).because(text);
    }

    /** RFC 4954 section 4: the blank stands there even if nothing follows. */
    static Reply challenge(String base64) {
        return Reply.plain(334, List.of(base64));
    }

    /** Name and password do not belong together, or the name does not exist: the client is not told which. */
    public static Reply credentialsInvalid() {
        return Reply.of(535, "5.7.8", "Authentication credentials invalid");
    }

    /** It cannot be found out at the moment whether credentials are good. */
    public static Reply authenticationUnavailable() {
        return Reply.of(454, "4.7.0", "Authentication is not possible at the moment, try again later");
    }

    /** A client that guesses passwords is not heard any more for a while. */
    public static Reply tooManyFailedAuthentications() {
        return Reply.of(454, "4.7.0", "Too many failed authentications, try again later");
    }

    /** The user who has authenticated lacks what the application demands. */
    public static Reply notAuthorized(String messageId) {
        return Reply.of(550, "5.7.1", "You are not authorized to send message " + messageId)
                .because("the user lacks a role");
    }

    static Reply greeting(String hostName) {
        return Reply.plain(220, List.of(hostName + " ESMTP Postern"));
    }

    static Reply closing(String hostName) {
        return ofHost(221, "2.0.0", hostName, "closing connection");
    }

    static Reply tooManyErrors(String hostName) {
        return ofHost(421, "4.7.0", hostName, "Too many errors, closing connection");
    }

    static Reply tooManyCommands(String hostName) {
        return ofHost(421, "4.7.0", hostName, "Too many commands without a message, closing connection");
    }

    static Reply tooManyUnknownRecipients(String hostName) {
        return ofHost(421, "4.7.0", hostName, "Too many recipients that do not exist, closing connection");
    }

    static Reply plaintextBehindStartTls(String hostName) {
        return ofHost(421, "4.7.0", hostName, "STARTTLS must be the last command of its group, closing connection");
    }

    static Reply lostInChunks(String hostName) {
        return ofHost(521, "5.5.4", hostName, "Syntax: BDAT octets [LAST], closing connection");
    }

    static Reply spokenTooEarly(String hostName) {
        return ofHost(521, "5.5.1", hostName, "You spoke before the greeting, closing connection");
    }

    static Reply proxyNotTrusted(String hostName) {
        return ofHost(521, "5.7.1", hostName, "PROXY protocol is not accepted from you, closing connection");
    }

    static Reply foreign(String hostName, String protocol) {
        return Reply.of(521, "5.5.1", hostName + " This is SMTP and not " + protocol + ", closing connection")
                .because("another protocol");
    }

    static Reply chunkReceived(long octets) {
        return Reply.of(250, "2.0.0", octets + " octets received").because("chunk received");
    }

    static Reply tlsRequiredButUnavailable(String hostName) {
        return ofHost(
                421, "4.7.0", hostName, "TLS is required here and not available at the moment, closing connection");
    }

    static Reply memoryShort(String hostName) {
        return ofHost(421, "4.3.1", hostName, "Not enough memory for this connection, closing it");
    }

    static Reply timeout(String hostName) {
        return ofHost(421, "4.4.2", hostName, "Timeout, closing connection");
    }

    /** This server, or this address of it, is going away or paused; the sender should try again. */
    public static Reply shuttingDown(String hostName) {
        return ofHost(421, "4.3.2", hostName, "Service not available, closing connection");
    }

    public static Reply tooManyConnections(String hostName) {
        return ofHost(421, "4.3.2", hostName, "Too many connections, try again later");
    }

    public static Reply notServed(String hostName) {
        return ofHost(521, "5.7.1", hostName, "Your address is not served here");
    }

    public static Reply tooManyConnectionsFromPeer(String hostName) {
        return ofHost(421, "4.7.0", hostName, "Too many connections from your address, try again later");
    }

    /** Our own fault; the id stands in the log. */
    public static Reply internalError(String hostName, String id) {
        return Reply.of(421, "4.3.0", hostName + " Internal error " + id + ", closing connection")
                .because("internal error");
    }

    /** The sender sends too much in too short a time. */
    public static Reply tooManyMessages() {
        return Reply.of(450, "4.7.1", "Too many messages from your address, try again later");
    }

    /** Who sends cannot be written to (RFC 7505 section 4.2). */
    public static Reply senderTakesNoMail() {
        return Reply.of(550, "5.7.27", "The domain of the sender takes no mail, see RFC 7505");
    }

    /** No bean takes mail for this mailbox. */
    public static Reply unknownRecipient() {
        return Reply.of(550, "5.1.1", "No such mailbox here");
    }

    /** Who took mail for this mailbox a moment ago may be back soon. */
    public static Reply recipientAway() {
        return Reply.of(450, "4.2.1", "Mailbox is not available at the moment, try again later");
    }

    /** No bean could say in time whether it takes mail for this mailbox. */
    public static Reply recipientUndecided() {
        return Reply.of(451, "4.3.0", "Cannot say at the moment whether this mailbox exists, try again later");
    }

    /** The recipient needs a message of its own. */
    public static Reply recipientOfAnother() {
        return Reply.of(452, "4.5.3", "This recipient needs a copy of its own, send it separately");
    }

    /** There is no place for the content. */
    public static Reply noRoom() {
        return Reply.of(452, "4.3.1", "Not enough room for the message, try again later");
    }

    /** The transaction of the delivery has committed. */
    public static Reply accepted(String messageId) {
        return Reply.of(250, "2.0.0", "OK, message " + messageId + " accepted").because("accepted");
    }

    /** The same, and what the listener says of it. */
    public static Reply accepted(String messageId, String text) {
        return Reply.withForeignText(250, "2.0.0", "OK, message " + messageId + " accepted: " + text)
                .because("accepted");
    }

    /** The listener failed, or its transaction did not commit. */
    public static Reply notDelivered(String messageId) {
        return Reply.of(451, "4.3.0", "Message " + messageId + " could not be processed, try again later")
                .because("not processed");
    }

    /** No bean is free, or there, to take the message. */
    public static Reply busy(String messageId) {
        return Reply.of(451, "4.3.2", "Message " + messageId + " cannot be taken at the moment, try again later")
                .because("no bean free");
    }
}
