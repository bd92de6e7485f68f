package org.postern.tls;

/**
 * What all instances know, for the lifetime of a session.
 *
 * @param number of the time that it is for: a later one has a higher number
 * @param text random, ASCII
 */
public record TicketSecret(long number, String text) {
    /** For logs: without what is secret. */
    @Override
    public String toString() {
        return "secret " + number;
    }
}
