package org.postern.ra.management;

import java.util.Map;

/** What management tools see and do about one activation: a message-driven bean that wants mail. */
@Described("A message-driven bean that wants mail.")
public interface ActivationStatusMXBean {
    @Described("The class of the bean, and what the container calls its activation.")
    String getName();

    @Described("The name of its application; empty where the container does not tell.")
    String getApplication();

    @Described("RUNNING or PAUSED.")
    String getState();

    @Described("1 if it is running, 0 if it is paused.")
    int getRunning();

    @Described("The mailboxes that it wants mail for: the patterns of recipients.")
    String getRecipients();

    @Described("Where it listens.")
    String[] getListen();

    @Described("Messages that are with the bean at this moment.")
    int getRunningDeliveries();

    @Described("Complete messages that wait for it at this moment.")
    int getWaitingDeliveries();

    @Described("What became of the messages for it, by code, enhanced code and reason.")
    Map<String, Long> getOutcomes();

    @Described("Messages that were not delivered again, because the same had committed and its sender did not know.")
    long getDuplicatesRecognised();

    @Described("How long messages waited for the bean, those that waited in vain included: count, sum, maximum, and how"
            + " many at most so many seconds.")
    DurationStatistics getWaitingTime();

    @Described("How long the bean and its transaction took: count, sum, maximum, and how many at most so many seconds.")
    DurationStatistics getDeliveryTime();

    @Described("Gives the bean no more messages. What is with it ends as it would, with its true reply; what waits is"
            + " answered 451, its recipients hear 450. An address that has no other activation is paused with it.")
    void pause();

    @Described("Ends a pause.")
    void resume();
}
