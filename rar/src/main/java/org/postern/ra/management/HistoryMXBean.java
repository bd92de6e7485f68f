package org.postern.ra.management;

/** What management tools see of the last messages. Operations alone: monitoring reads all attributes, and rows have addresses. */
@Described(
        "The last messages that were taken, and the last that were refused: who sent what to whom, and what the sender"
                + " was answered.")
public interface HistoryMXBean {
    @Described("The last messages that were taken, the latest first.")
    MailRow[] messages(@Described(name = "most", value = "How many at most.") int most);

    @Described("The last senders, recipients and messages that were refused, for good or for now, the latest first.")
    MailRow[] refusals(@Described(name = "most", value = "How many at most.") int most);

    @Described(
            "All rows of a message or a connection, the latest first, by the id that stands in the reply or in the log.")
    MailRow[] find(@Described(name = "id", value = "Of a message, of a part of it, or of a connection.") String id);
}
