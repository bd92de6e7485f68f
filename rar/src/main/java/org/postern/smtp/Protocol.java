package org.postern.smtp;

import static org.postern.smtp.State.AUTHENTICATING;
import static org.postern.smtp.State.BETWEEN_CHUNKS;
import static org.postern.smtp.State.CHUNK;
import static org.postern.smtp.State.CLOSED;
import static org.postern.smtp.State.CONNECTED;
import static org.postern.smtp.State.DATA;
import static org.postern.smtp.State.DECIDING_CREDENTIALS;
import static org.postern.smtp.State.DECIDING_FIRST_RECIPIENT;
import static org.postern.smtp.State.DECIDING_RECIPIENT;
import static org.postern.smtp.State.DECIDING_SENDER;
import static org.postern.smtp.State.DELIVERING;
import static org.postern.smtp.State.HANDSHAKING;
import static org.postern.smtp.State.READY;
import static org.postern.smtp.State.RECIPIENTS;
import static org.postern.smtp.State.REFUSED_CHUNK;
import static org.postern.smtp.State.SENDER;
import static org.postern.smtp.State.SILENT;
import static org.postern.smtp.State.SILENT_IN_TLS;
import static org.postern.smtp.State.STARTING_TLS;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postern.smtp.Step.CloseReason;

/**
 * The order of the protocol on one page: what may happen in each state, and where it leads. A command without an entry is
 * out of sequence (RFC 5321 section 4.1.4); anything else without an entry is a fault of this server. A command that the
 * server refuses at once is no entry: it leaves the state as it was.
 */
final class Protocol {
    /** The server reads commands. */
    private static final State[] COMMANDS = {CONNECTED, READY, SENDER, RECIPIENTS, BETWEEN_CHUNKS};

    /** The server reads lines. */
    private static final State[] LINES = {CONNECTED, READY, SENDER, RECIPIENTS, BETWEEN_CHUNKS, AUTHENTICATING};

    /** The server reads octets of messages. */
    private static final State[] CONTENT = {DATA, CHUNK, REFUSED_CHUNK};

    /** The server waits for a bean or the container. */
    private static final State[] DECISIONS = {
        DECIDING_SENDER, DECIDING_FIRST_RECIPIENT, DECIDING_RECIPIENT, DECIDING_CREDENTIALS, DELIVERING
    };

    private static final Map<State, Map<Trigger, Transition>> TABLE = table();

    private Protocol() {}

    /** Empty for what cannot happen in a state. */
    static Optional<Transition> transition(State from, Trigger on) {
        return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(on));
    }

    /** All entries, by the state that they begin in. */
    static Stream<Transition> transitions() {
        return TABLE.values().stream().flatMap(row -> row.values().stream());
    }

    private static Map<State, Map<Trigger, Transition>> table() {
        Transitions table = new Transitions();
        begin(table);
        mail(table);
        content(table);
        authentication(table);
        startTls(table);
        end(table);
        return table.rows();
    }

    /** The server speaks first (RFC 5321 section 3.1), with implicit TLS inside of TLS (RFC 8314 section 3). */
    private static void begin(Transitions table) {
        table.from(SILENT).on(Event.SECURED).to(SILENT_IN_TLS);
        table.from(SILENT, SILENT_IN_TLS).on(Event.GREETED).to(CONNECTED);
        table.from(COMMANDS).on(Verb.EHLO, Verb.HELO, Verb.LHLO).to(READY);
        table.from(COMMANDS).on(Verb.NOOP, Verb.VRFY, Verb.HELP).stays();
        table.from(CONNECTED).on(Verb.RSET).stays();
        table.from(READY, SENDER, RECIPIENTS, BETWEEN_CHUNKS).on(Verb.RSET).to(READY);
    }

    /** RFC 5321 section 3.3. */
    private static void mail(Transitions table) {
        table.from(READY).on(Verb.MAIL).to(DECIDING_SENDER);
        table.from(DECIDING_SENDER).on(Event.ACCEPTED).to(SENDER);
        table.from(DECIDING_SENDER).on(Event.REFUSED).to(READY);
        table.from(SENDER).on(Verb.RCPT).to(DECIDING_FIRST_RECIPIENT);
        table.from(DECIDING_FIRST_RECIPIENT).on(Event.ACCEPTED).to(RECIPIENTS);
        table.from(DECIDING_FIRST_RECIPIENT).on(Event.REFUSED).to(SENDER);
        table.from(RECIPIENTS).on(Verb.RCPT).to(DECIDING_RECIPIENT);
        table.from(DECIDING_RECIPIENT).on(Event.ACCEPTED, Event.REFUSED).to(RECIPIENTS);
    }

    /** In one piece, or in chunks: the octets of those come whatever BDAT is answered (RFC 3030 section 2). */
    private static void content(Transitions table) {
        table.from(RECIPIENTS).on(Verb.DATA).to(DATA);
        table.from(RECIPIENTS, BETWEEN_CHUNKS).on(Verb.BDAT).to(CHUNK);
        table.from(CHUNK).on(Event.CHUNK_ENDED).to(BETWEEN_CHUNKS);
        table.from(CONNECTED, READY, SENDER).on(Event.CHUNK_REFUSED).to(REFUSED_CHUNK);
        table.from(REFUSED_CHUNK).on(Event.CHUNK_ENDED).back();
        table.from(DATA, CHUNK).on(Event.CONTENT_ENDED).to(DELIVERING);
        table.from(DATA, CHUNK).on(Event.CONTENT_REFUSED).to(READY);
        table.from(DELIVERING).on(Event.DELIVERED).to(READY);
    }

    /** RFC 4954 section 4. */
    private static void authentication(Transitions table) {
        table.from(READY).on(Verb.AUTH).to(AUTHENTICATING);
        table.from(AUTHENTICATING).on(Event.CHALLENGED).stays();
        table.from(AUTHENTICATING).on(Event.REFUSED).to(READY);
        table.from(AUTHENTICATING).on(Event.CREDENTIALS_GIVEN).to(DECIDING_CREDENTIALS);
        table.from(DECIDING_CREDENTIALS).on(Event.ACCEPTED, Event.REFUSED).to(READY);
    }

    /** RFC 3207 section 4: inside of TLS the conversation begins anew, without a greeting. */
    private static void startTls(Transitions table) {
        table.from(COMMANDS).on(Verb.STARTTLS).to(STARTING_TLS);
        table.from(STARTING_TLS).on(Event.TLS_FAILED).back();
        table.from(STARTING_TLS).on(Event.TLS_READY).to(HANDSHAKING);
        table.from(HANDSHAKING).on(Event.SECURED).to(CONNECTED);
    }

    /** By the client, by the server, or by the network. */
    private static void end(Transitions table) {
        table.from(COMMANDS).on(Verb.QUIT).to(CLOSED);
        table.from(SILENT).on(CloseReason.TLS_REQUIRED_BUT_UNAVAILABLE).to(CLOSED);
        table.from(SILENT, SILENT_IN_TLS).on(CloseReason.SPOKEN_TOO_EARLY).to(CLOSED);
        table.from(SILENT, SILENT_IN_TLS)
                .on(CloseReason.CLIENT_HELLO_IN_PLAINTEXT)
                .to(CLOSED);
        table.from(LINES)
                .on(CloseReason.CLIENT_HELLO_IN_PLAINTEXT, CloseReason.FOREIGN_PROTOCOL, CloseReason.TOO_MANY_COMMANDS)
                .to(CLOSED);
        table.from(COMMANDS)
                .on(CloseReason.TOO_MANY_ERRORS, CloseReason.LOST_IN_CHUNKS)
                .to(CLOSED);
        table.from(CONNECTED).on(CloseReason.PROXY_NOT_TRUSTED).to(CLOSED);
        table.from(COMMANDS).on(CloseReason.PLAINTEXT_BEHIND_STARTTLS).to(CLOSED);
        table.from(SENDER, RECIPIENTS)
                .on(CloseReason.TOO_MANY_UNKNOWN_RECIPIENTS)
                .to(CLOSED);
        table.from(LINES).on(CloseReason.TIMEOUT).to(CLOSED);
        table.from(CONTENT).on(CloseReason.TIMEOUT).to(CLOSED);
        table.from(SILENT, SILENT_IN_TLS, STARTING_TLS, HANDSHAKING)
                .on(CloseReason.SHUTDOWN, CloseReason.MEMORY_SHORT)
                .to(CLOSED);
        table.from(LINES).on(CloseReason.SHUTDOWN, CloseReason.MEMORY_SHORT).to(CLOSED);
        table.from(CONTENT).on(CloseReason.SHUTDOWN, CloseReason.MEMORY_SHORT).to(CLOSED);
        table.from(DECISIONS).on(CloseReason.MEMORY_SHORT).to(CLOSED);
        table.from(State.values()).on(Event.CONNECTION_ENDED).to(CLOSED);
    }
}
