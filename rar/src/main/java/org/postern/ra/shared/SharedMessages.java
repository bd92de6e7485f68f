package org.postern.ra.shared;

import org.postern.ra.log.Log;
import org.postern.ra.log.LogId;
import org.postern.ra.log.LogText;

/** The lines about what several instances know in common, 108x. */
public final class SharedMessages {
    private final Log log;

    public SharedMessages(Log log) {
        this.log = log;
    }

    void reached(String store) {
        log.limited(LogId.SHARED_STORE_REACHED, store, "what the instances know in common is in " + store);
    }

    void gone(String store, Throwable cause) {
        log.limited(
                LogId.SHARED_STORE_GONE,
                store,
                store + " cannot be asked what the instances know in common (" + LogText.cause(cause)
                        + "): until it can, this instance goes by what it knows itself, and mail goes on");
    }

    void back(String store) {
        log.limited(LogId.SHARED_STORE_BACK, store, store + " answers again");
    }

    void notTidied(String store, Throwable cause) {
        log.limited(
                LogId.SHARED_STORE_NOT_TIDIED,
                store,
                "what is over cannot be removed from " + store + ", which grows (" + LogText.cause(cause)
                        + "): it is asked as before");
    }

    void tooSlow(String store, int alone, int asked) {
        log.limited(
                LogId.SHARED_STORE_TOO_SLOW,
                store,
                store + " did not answer " + alone + " of " + asked
                        + " questions in time in a minute, though it answers: this instance went by what it knows itself");
    }
}
