package org.postern.api;

import java.util.List;
import java.util.Optional;

/**
 * The header of a message (RFC 5322 section 2.2), read without regard to the rest. Immutable, and valid after the listener
 * returned. It is what the sender wrote: a claim that proves nothing.
 *
 * <p>Of a header beyond 4 MiB or 10,000 fields the beginning is here, and {@link #isComplete()} tells.
 *
 * <p>Only the adapter and its content library implement it: later versions have more methods.
 */
public interface MailHeaders {
    /**
     * Gives all fields.
     *
     * @return in the order sent, perhaps none
     */
    List<Field> fields();

    /**
     * Gives what a reader sees of the first field of a name that says something.
     *
     * @param name in upper or lower case, without a colon
     * @return see {@link Field#value()}; empty if there is no such field, or nothing in it
     */
    Optional<String> first(String name);

    /**
     * Gives what a reader sees of all fields of a name, empty ones as well.
     *
     * @param name in upper or lower case, without a colon
     * @return in the order sent, perhaps none
     */
    List<String> all(String name);

    /**
     * Tells whether these are all fields that were sent.
     *
     * @return true for whatever people write
     */
    boolean isComplete();

    /** One field. Immutable. */
    interface Field {
        /**
         * Names the field, as the sender wrote it. Upper and lower case do not count.
         *
         * @return without the colon, never empty
         */
        String name();

        /**
         * Gives what a reader sees: in one line, encoded words (RFC 2047) decoded, octets beyond US-ASCII read as UTF-8, or as
         * what they evidently are. Do not look for addresses in it: an encoded comma separates nothing.
         *
         * @return without blanks at both ends, perhaps empty
         */
        String value();

        /**
         * Gives what was sent behind the colon, with its line ends inside.
         *
         * @return a new array
         */
        byte[] octets();
    }
}
