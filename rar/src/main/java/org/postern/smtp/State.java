package org.postern.smtp;

/** Where a conversation can stand. What leads from one to another is the {@link Protocol}. */
enum State {
    SILENT("The connection is there, and the server has not greeted."),
    SILENT_IN_TLS("The connection began with a TLS handshake, and the server has not greeted."),
    CONNECTED("The server has greeted, but the client has not said who it is."),
    READY("The client has said who it is; no envelope is open."),
    DECIDING_SENDER("The bean decides about the sender; no command is read until then."),
    SENDER("The envelope has a sender."),
    DECIDING_FIRST_RECIPIENT("The bean decides about a recipient, and the envelope has none yet."),
    RECIPIENTS("The envelope has a sender and at least one recipient."),
    DECIDING_RECIPIENT("The bean decides about one more recipient."),
    DATA("The content is coming."),
    CHUNK("The octets of a chunk are coming."),
    REFUSED_CHUNK("The octets of a chunk are coming that the server has refused."),
    BETWEEN_CHUNKS("A chunk of the content is there, and it was not the last one."),
    DELIVERING("The bean has the message; no command is read until the outcome is known."),
    AUTHENTICATING("AUTH has begun; the next line of the client is its next response."),
    DECIDING_CREDENTIALS("The container decides about the credentials."),
    STARTING_TLS("The client has sent STARTTLS, and the server makes a TLS engine before it answers."),
    HANDSHAKING("The server has answered 220 to STARTTLS; whatever comes next must be TLS."),
    CLOSED("Nothing more is read or said.");

    private final String description;

    State(String description) {
        this.description = description;
    }

    /** Who does what, for the documents. */
    String description() {
        return description;
    }

    /** What the client hears when a command may not come now. */
    Reply outOfSequence(Verb verb, Service service) {
        if (this == BETWEEN_CHUNKS && verb != Verb.AUTH) {
            return Replies.CHUNKS_UNDER_WAY;
        }
        return switch (verb) {
            case MAIL -> this == CONNECTED ? helloFirst(service) : Replies.NESTED_MAIL;
            case AUTH -> this == CONNECTED ? helloFirst(service) : Replies.AUTH_DURING_MAIL;
            case RCPT -> this == CONNECTED ? helloFirst(service) : Replies.MAIL_FIRST;
            case DATA, BDAT ->
                switch (this) {
                    case CONNECTED -> helloFirst(service);
                    case SENDER -> service == Service.LMTP ? Replies.NO_RECIPIENTS_OF_LMTP : Replies.NO_RECIPIENTS;
                    default -> Replies.MAIL_FIRST;
                };
            default -> Replies.NOT_IMPLEMENTED;
        };
    }

    private static Reply helloFirst(Service service) {
        return service == Service.LMTP ? Replies.LHLO_FIRST : Replies.HELO_FIRST;
    }
}
