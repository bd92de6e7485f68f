package org.postern.api;

import java.util.List;

/**
 * Pauses and resumes mail from code: an administered object of the resource adapter, which an application gets by
 * {@code @Resource(lookup = ...)}. Only the adapter implements it.
 *
 * <p>It does what an administrator does with the management beans of addresses and activations, and neither knows of the other: the last
 * one who says something is obeyed. Nothing is lost by a pause. Every reply is one after which senders try again, and a
 * delivery under way ends as it would have, with its true reply.
 *
 * <p><b>Names.</b> An address is named by what only one can have, as in {@code 127.0.0.1:25} or {@code [::1]:25}, or with its
 * scheme as in {@code listen}; one in the file system by its path. A bean is named by its class, by what the container calls its
 * activation, or by both, as {@link #names()} has them. Where several have the name, all are meant.
 *
 * <p><b>Not transactional</b>: what is asked for happens at once, and stays when the caller's transaction is rolled back. A pause is forgotten
 * when the application is undeployed or the adapter restarted.
 *
 * <p><b>Threads.</b> Safe for use by several threads, also in the middle of a delivery: nothing waits for deliveries. A call may wait some
 * seconds for an address to be opened or closed.
 *
 * <p><b>Errors.</b> Each method throws an {@link IllegalStateException} when the adapter has been stopped or restarted since the object was
 * looked up: look it up again. Each method with a name throws an {@link IllegalArgumentException} that lists all names when there
 * is none such.
 */
public interface MailInflow {
    /** Pauses every address that there is now. One that is opened later is not paused. */
    void pause();

    /**
     * Pauses one address, so that no client is served there any more, or one bean, so that it gets no more messages.
     *
     * @param name of it
     */
    void pause(String name);

    /** Ends the pauses of all addresses, not those of beans. An address stays paused as long as all of its beans are. */
    void resume();

    /**
     * Ends the pause of one address or of one bean.
     *
     * @param name of it
     */
    void resume(String name);

    /**
     * Tells whether no address is served.
     *
     * @return whether all of them are paused, for whatever reason; false if there is none
     */
    boolean isPaused();

    /**
     * Tells whether an address or a bean is paused, whoever has said so.
     *
     * @param name of it
     * @return whether it is, or all of this name are; an address is also paused when all of its beans are
     */
    boolean isPaused(String name);

    /**
     * Gives what there is at this moment: addresses with their schemes, then beans, each with its class and what the container calls its
     * activation.
     *
     * @return names that the other methods know, without repetition
     */
    List<String> names();
}
