package org.postern.mime;

/** By what one can tell that no person has sent a message. There may be more of them in later versions. */
public enum AutomaticReason {
    /** The envelope has no reverse path: a report, or an answer that must not be answered (RFC 5321 section 4.5.5). */
    NULL_REVERSE_PATH,
    /** {@code Auto-Submitted} says something else than no (RFC 3834 section 5). */
    AUTO_SUBMITTED,
    /** It is a report: on a delivery, on a message that was read, or a complaint (RFC 6522). */
    REPORT,
    /** A mailing list has distributed it (RFC 2919). */
    MAILING_LIST,
    /** {@code Precedence} says bulk, junk, list or auto_reply. */
    PRECEDENCE,
    /** One of the older signs of answering machines, such as {@code X-Autoreply} and {@code X-Failed-Recipients}. */
    AUTO_REPLY,
    /** {@code X-Auto-Response-Suppress}: its sender, perhaps a person, asks for no automatic answers. */
    NO_ANSWER_WANTED
}
