package org.postern.ra.delivery;

import java.util.Optional;
import org.postern.net.AuthenticatedUser;
import org.postern.net.Moment;

/**
 * Something that needs an instance of a bean for a while: a message, or a question about a recipient. Answers exactly
 * once, whichever way it ends.
 */
public interface BeanWork {
    Activation activation();

    /** Who is to be the caller of the bean. */
    Optional<AuthenticatedUser> user();

    /** Its name in lines about what is under way. */
    String id();

    /** Whether it is a message; else a question. */
    boolean isMessage();

    /** Calls the bean. Tells whether that is over; if not, the bean has no instance left, and its turn comes again. */
    boolean run();

    /** Does what may wait for anything, on the thread of {@link #run}: its place is another one's by now. */
    default void afterwards() {}

    /** The container gives no thread for it: answers so, unless it is over. */
    void notRun(Throwable why);

    /** The bean goes away, or takes no more: answers so, unless it is with the bean or over. */
    void refuse();

    /** Answers if it has waited or taken too long. To be called now and then. */
    void expire(Moment now);

    /**
     * The adapter waits for it no longer: answers so, if it can still be kept from committing. A commit after that has
     * no reply, and the sender comes again.
     */
    void abandon();

    /** Whether the bean need not be called for it any more. */
    boolean isOver();
}
