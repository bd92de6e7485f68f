package org.postern.smtp;

import java.util.List;
import org.postern.smtp.Step.CloseReason;

/** The ways in which this server ends a conversation: what it says last, and why. */
final class Endings {
    private final String hostName;

    Endings(String hostName) {
        this.hostName = hostName;
    }

    Step tlsRequiredButUnavailable() {
        return Step.close(Replies.tlsRequiredButUnavailable(hostName), CloseReason.TLS_REQUIRED_BUT_UNAVAILABLE);
    }

    Step timeout() {
        return Step.close(Replies.timeout(hostName), CloseReason.TIMEOUT);
    }

    Step spokenTooEarly() {
        return Step.close(Replies.spokenTooEarly(hostName), CloseReason.SPOKEN_TOO_EARLY);
    }

    Step shutDown() {
        return Step.close(Replies.shuttingDown(hostName), CloseReason.SHUTDOWN);
    }

    Step memoryShort() {
        return Step.close(Replies.memoryShort(hostName), CloseReason.MEMORY_SHORT);
    }

    Step tooManyCommands() {
        return Step.close(Replies.tooManyCommands(hostName), CloseReason.TOO_MANY_COMMANDS);
    }

    Step tooManyErrors() {
        return Step.close(Replies.tooManyErrors(hostName), CloseReason.TOO_MANY_ERRORS);
    }

    Step tooManyUnknownRecipients() {
        return Step.close(Replies.tooManyUnknownRecipients(hostName), CloseReason.TOO_MANY_UNKNOWN_RECIPIENTS);
    }

    Step lostInChunks() {
        return Step.close(Replies.lostInChunks(hostName), CloseReason.LOST_IN_CHUNKS);
    }

    Step proxyNotTrusted() {
        return Step.close(Replies.proxyNotTrusted(hostName), CloseReason.PROXY_NOT_TRUSTED);
    }

    /** The reply is for people, where the other side shows it to one. */
    Step foreign(ForeignProtocol spoken) {
        return Step.foreign(spoken).saying(List.of(Replies.foreign(hostName, spoken.title())));
    }

    Step plaintextBehindStartTls() {
        return Step.close(Replies.plaintextBehindStartTls(hostName), CloseReason.PLAINTEXT_BEHIND_STARTTLS);
    }
}
