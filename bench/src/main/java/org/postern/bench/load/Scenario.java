package org.postern.bench.load;

import java.util.List;
import java.util.Optional;

/**
 * What clients do, again and again, for as long as it is measured. Immutable.
 *
 * @param id names it on the command line and in results
 * @param title says it to readers
 * @param manner how commands are sent
 * @param tls whether the connection is secured first
 * @param connections open at a time
 * @param messages on each connection, one after another; 0 to connect, read the greeting and quit
 * @param message what each is like
 */
public record Scenario(
        String id, String title, Manner manner, Tls tls, int connections, int messages, Message message) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** Beyond this, what a message costs is said for each MiB of it. */
    private static final int LARGE = MIB;

    /** How commands are sent. */
    public enum Manner {
        /** One at a time, each after the reply to the one before. */
        IN_TURN,
        /** MAIL, RCPT and DATA in one write (RFC 2920). */
        PIPELINED,
        /** MAIL, RCPT, BDAT LAST and the content in one write (RFC 3030). */
        CHUNKED
    }

    /** How a connection is secured. */
    public enum Tls {
        NONE,
        /** STARTTLS with a full handshake. */
        FULL,
        /** STARTTLS that resumes a session of before. */
        RESUMED
    }

    /**
     * What a message is like.
     *
     * @param octets of its content
     * @param recipients of its envelope
     */
    public record Message(int octets, int recipients) {}

    /** Small messages, in the order in which they are measured. */
    public static final List<Scenario> ALL = List.of(
            of("a", "one message a connection", Manner.IN_TURN, Tls.NONE, 1),
            of("b", "100 messages a connection", Manner.IN_TURN, Tls.NONE, 100),
            of("c", "100 a connection, MAIL, RCPT and DATA in one write", Manner.PIPELINED, Tls.NONE, 100),
            of("cb", "100 a connection, MAIL, RCPT, BDAT LAST and content in one write", Manner.CHUNKED, Tls.NONE, 100),
            of("i", "connect, greeting, QUIT", Manner.IN_TURN, Tls.NONE, 0),
            of("d", "one message after STARTTLS, full handshake", Manner.IN_TURN, Tls.FULL, 1),
            of("e", "one message after STARTTLS, resumed", Manner.IN_TURN, Tls.RESUMED, 1),
            large("f", "a message of 50 MiB", Tls.NONE),
            large("ft", "a message of 50 MiB after STARTTLS", Tls.FULL));

    /** The one of that name. */
    public static Optional<Scenario> named(String id) {
        return ALL.stream().filter(scenario -> scenario.id.equals(id)).findFirst();
    }

    private static Scenario of(String id, String title, Manner manner, Tls tls, int messages) {
        return new Scenario(id, title, manner, tls, 20, messages, new Message(4 * KIB, 1));
    }

    private static Scenario large(String id, String title, Tls tls) {
        return new Scenario(id, title, Manner.IN_TURN, tls, 1, 1, new Message(50 * MIB, 1));
    }

    /** Whether cost is said for each MiB, not for each message. */
    public boolean isLarge() {
        return message.octets() > LARGE;
    }

    /** The same with that many clients at a time. */
    public Scenario withConnections(int count) {
        return new Scenario(id, title, manner, tls, count, messages, message);
    }

    /** The same with messages of another kind. */
    public Scenario with(Message other) {
        return new Scenario(id, title, manner, tls, connections, messages, other);
    }
}
