package org.postern.ra;

/** What management tools see and do about one activation: a message-driven bean that wants mail. */
public interface ActivationStatusMXBean {
    /** The bean, and what the container calls its activation. */
    String getName();

    /** {@code RUNNING} or {@code PAUSED}. */
    String getState();

    /** The patterns of {@code recipients}. */
    String getRecipients();

    /** Where it listens. */
    String[] getListen();

    /** Messages that are with the bean at this moment. */
    int getRunningDeliveries();

    /** Complete messages that wait for it. */
    int getWaitingDeliveries();

    /**
     * Gives the bean no more messages. What is with it ends as it would, with its true reply; what waits is answered 451,
     * its recipients hear 450. An address that has no other activation is paused with it.
     */
    void pause();

    /** Ends a pause. */
    void resume();
}
