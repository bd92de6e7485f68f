package org.postern.bench.load;

/**
 * What was counted until a moment. Immutable.
 *
 * @param nanos the moment, as {@link System#nanoTime}
 * @param messages that were accepted, or visits where no message is sent
 * @param octets of content that were handed to the socket
 * @param errors wrong replies and lost connections
 * @param handshakes of TLS that have succeeded
 * @param resumed how many of them resumed a session
 * @param lastError what the last error was; empty if there was none
 */
public record Counts(
        long nanos, long messages, long octets, long errors, long handshakes, long resumed, String lastError) {

    /** What came to it since then. */
    public Counts since(Counts before) {
        return new Counts(
                nanos - before.nanos,
                messages - before.messages,
                octets - before.octets,
                errors - before.errors,
                handshakes - before.handshakes,
                resumed - before.resumed,
                errors == before.errors ? "" : lastError);
    }
}
