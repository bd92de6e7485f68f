package org.postern.net;

import org.postern.smtp.Reply;
import org.postern.smtp.Step;
import org.postern.smtp.Step.CloseReason;

/** Reports what the steps of one conversation mean to an administrator. */
final class StepEvents {
    private final ConnectionFacts connection;
    private final ConnectionEvents events;
    private boolean spoken;

    StepEvents(ConnectionFacts connection, ConnectionEvents events) {
        this.connection = connection;
        this.events = events;
    }

    /** The conversation begins. */
    void begin() {
        events.served(connection);
    }

    /** The peer has said something, whatever it was. */
    void heard(int octets) {
        spoken = true;
        events.received(connection, octets);
    }

    void tell(Step step) {
        for (Reply reply : step.replies()) {
            if (step.about() != Step.Subject.OTHER) {
                events.decided(connection, step.about(), reply);
            }
            if (reply.isFailure()) {
                events.refusedWith(connection, reply);
            }
        }
        step.firstMail().ifPresent(security -> events.mailBegun(connection, security));
        step.anomaly().ifPresent(anomaly -> events.anomalySeen(connection, anomaly));
        step.foreign().ifPresent(protocol -> events.foreignProtocol(connection, protocol));
        step.closeReason()
                .filter(reason -> !isKnown(reason, step))
                .ifPresent(reason -> events.closed(connection, reason, spoken));
    }

    /** What had to decide about a command, or to deliver a message, has failed to. */
    void failed(Throwable cause) {
        events.failed(connection, cause);
    }

    /** Each end is told once: in more words where there are more to say. */
    private static boolean isKnown(CloseReason reason, Step step) {
        return switch (reason) {
            case QUIT, TLS_REQUIRED_BUT_UNAVAILABLE, FOREIGN_PROTOCOL -> true;
            case CLIENT_HELLO_IN_PLAINTEXT, PLAINTEXT_BEHIND_STARTTLS ->
                step.anomaly().isPresent();
            case TIMEOUT,
                    MEMORY_SHORT,
                    SHUTDOWN,
                    TOO_MANY_ERRORS,
                    TOO_MANY_COMMANDS,
                    TOO_MANY_UNKNOWN_RECIPIENTS,
                    PROXY_NOT_TRUSTED,
                    SPOKEN_TOO_EARLY,
                    LOST_IN_CHUNKS -> false;
        };
    }
}
