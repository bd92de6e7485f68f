package org.postern.ra;

/** What management tools see and do about one address to listen on, as it stands in {@code listen}. */
public interface AcceptorStatusMXBean {
    /** {@code smtp}, {@code smtps}, ... */
    String getScheme();

    /** The IP address, also a wildcard, or the path of a Unix domain socket. */
    String getAddress();

    /** 1 to 65535; 0 for a Unix domain socket. */
    int getPort();

    /** {@code OPEN}, {@code PAUSED}, or {@code WAITING}: it cannot be bound yet. */
    String getState();

    /** Why it is not open; empty if it is. */
    String getReason();

    /** How often it was tried in vain to bind it, since that was last successful. */
    int getBindFailures();

    /** About when it is tried again to bind it, as in ISO 8601; empty if it is bound or nobody wants it to be. */
    String getNextTry();

    /** Connections at this moment. */
    int getConnections();

    /** The activations that share it. */
    String[] getActivations();

    /**
     * Serves nobody any more: whoever is connected hears 421, after a delivery under way its outcome first. Whoever comes
     * hears 421, or finds the port closed, as {@code whenPaused} says.
     */
    void pause();

    /** Ends a pause. It stays paused as long as all of its activations are. */
    void resume();
}
