package org.postern.ra.identity;

import org.postern.ra.log.IdentityMessages;

/** What {@link IdentityMessages} have told of something that is tried until it succeeds: what of it is new. Thread-safe. */
final class News {
    private String told = "";
    private boolean succeeded;

    /** Whether a failure is to be told: it has another reason than the one before, and is no late answer to an attempt given up. */
    synchronized boolean isNew(Throwable failure) {
        String text = failure.toString();
        if (succeeded || text.equals(told)) {
            return false;
        }
        told = text;
        return true;
    }

    /** Whether this is the first success: several attempts may succeed, because those that were given up answer late. */
    synchronized boolean isFirst() {
        boolean first = !succeeded;
        succeeded = true;
        return first;
    }
}
