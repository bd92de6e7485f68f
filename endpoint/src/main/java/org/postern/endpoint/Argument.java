package org.postern.endpoint;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.postern.api.RecipientInquiry;

/**
 * How one parameter of a method gets its argument. Immutable.
 *
 * @param <C> what it is made of: a message, or a question about a recipient
 */
@FunctionalInterface
interface Argument<C> {
    /** Gives the argument; empty if what there is, is not for this method. */
    Optional<Object> of(C call) throws IOException;

    /** A message for a method, with the details of its recipient. */
    record OfMail(Incoming mail, Map<String, String> details) implements HasDetails {}

    /** A question for a method, with the details of the recipient. */
    record OfInquiry(RecipientInquiry inquiry, Map<String, String> details) implements HasDetails {}

    /** What both have. */
    interface HasDetails {
        Map<String, String> details();
    }
}
