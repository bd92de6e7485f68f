package org.postern.smtp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of the protocol on one page: in each state, which command may come and where it leads when it succeeds. An
 * absent entry is a command out of sequence (RFC 5321 section 4.1.4). A command that fails leaves the state as it was.
 */
enum State {
    /** Greeted, but the peer has not said who it is. */
    CONNECTED,
    /** The peer has said who it is; no envelope is open. */
    READY,
    /** The envelope has a sender. */
    SENDER,
    /** The envelope has a sender and at least one recipient. */
    RECIPIENTS,
    /** The content is coming. */
    DATA,
    /** The octets of a chunk are coming. */
    CHUNK,
    /** A chunk of the content is there, and it was not the last one. */
    BETWEEN_CHUNKS,
    /** AUTH has begun; the next line is its next response. */
    AUTHENTICATING,
    /** Someone else decides about a command; no other is read until then. */
    ASKING,
    /** The message is with its listener; no command is read until the outcome is known. */
    DELIVERING,
    /** 220 was said to STARTTLS; whatever comes next must be TLS. */
    STARTING_TLS,
    /** Nothing more is read or said. */
    CLOSED;

    private static final Map<State, Map<Verb, State>> TABLE = table();

    private static Map<State, Map<Verb, State>> table() {
        Map<State, Map<Verb, State>> table = new EnumMap<>(State.class);
        table.put(CONNECTED, rowOf(CONNECTED, CONNECTED));
        table.put(READY, rowOf(READY, READY, Map.entry(Verb.MAIL, SENDER), Map.entry(Verb.AUTH, READY)));
        table.put(SENDER, rowOf(SENDER, READY, Map.entry(Verb.RCPT, RECIPIENTS)));
        table.put(
                RECIPIENTS,
                rowOf(
                        RECIPIENTS,
                        READY,
                        Map.entry(Verb.RCPT, RECIPIENTS),
                        Map.entry(Verb.DATA, DATA),
                        Map.entry(Verb.BDAT, CHUNK)));
        table.put(BETWEEN_CHUNKS, rowOf(BETWEEN_CHUNKS, READY, Map.entry(Verb.BDAT, CHUNK)));
        return table;
    }

    /** What may come at any time, and what may come in this state only. */
    @SafeVarargs
    private static Map<Verb, State> rowOf(State same, State afterReset, Map.Entry<Verb, State>... special) {
        Map<Verb, State> row = new EnumMap<>(Verb.class);
        row.put(Verb.EHLO, READY);
        row.put(Verb.HELO, READY);
        row.put(Verb.LHLO, READY);
        row.put(Verb.RSET, afterReset);
        row.put(Verb.NOOP, same);
        row.put(Verb.VRFY, same);
        row.put(Verb.HELP, same);
        row.put(Verb.STARTTLS, STARTING_TLS);
        row.put(Verb.QUIT, CLOSED);
        for (Map.Entry<Verb, State> entry : special) {
            row.put(entry.getKey(), entry.getValue());
        }
        return row;
    }

    /** The state after a command has succeeded, or empty if it may not come now. */
    Optional<State> after(Verb verb) {
        return Optional.ofNullable(TABLE.get(this)).map(row -> row.get(verb));
    }

    /** What the peer hears when a command may not come now. */
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

    /** Fails unless this is the state that the owner of the socket must take the conversation for. */
    void require(State expected) {
        if (this != expected) {
            throw new IllegalStateException("In state " + this + " instead of " + expected);
        }
    }

    /** Fails in a state in which the owner of the socket must not say what it says. */
    void requireNot(State... forbidden) {
        if (List.of(forbidden).contains(this)) {
            throw new IllegalStateException("Not in state " + this);
        }
    }
}
