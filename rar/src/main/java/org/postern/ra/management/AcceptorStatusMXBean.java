package org.postern.ra.management;

/** What management tools see and do about one address to listen on, as it stands in {@code listen}. */
@Described("An address to listen on, as it stands in the property listen.")
public interface AcceptorStatusMXBean {
    @Described("smtp, smtps, submission, submissions or lmtp.")
    String getScheme();

    @Described("The IP address, also 0.0.0.0 or ::, or the path of a Unix domain socket.")
    String getAddress();

    @Described("The TCP port; 0 for a Unix domain socket.")
    int getPort();

    @Described("OPEN, PAUSED, or WAITING: it cannot be bound yet.")
    String getState();

    @Described("1 if it is open, 0 if it is paused or cannot be bound yet.")
    int getOpen();

    @Described("Why it is not open; empty if it is.")
    String getReason();

    @Described("How often it was tried in vain to bind it, since that was last successful.")
    int getBindFailures();

    @Described("About when the adapter tries again to bind it, as in ISO 8601; empty if it is bound or is not to be.")
    String getNextTry();

    @Described("Connections at this moment, also those that are ending.")
    int getConnections();

    @Described("The activations that share it.")
    String[] getActivations();

    @Described(
            "Serves no client any more: those that are connected hear 421, behind the outcome of a delivery under way."
                    + " Those that come hear 421, or find the port closed, as whenPaused says.")
    void pause();

    @Described("Ends a pause. It stays paused as long as all of its activations are.")
    void resume();
}
