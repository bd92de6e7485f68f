package org.postern.ra.deliverylog;

/** Why a message could not be noted. Its message is a sentence for the administrator, with the remedy. */
public final class LogTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What has to be done about it. */
    public enum Kind {
        /** The same message has its row already, or is about to. */
        SAME,
        /** Another transaction is in the way: that of the same message, usually. Passes by itself. */
        BUSY,
        /** The table is not there. */
        NO_TABLE,
        /** The rest is the administrator's. */
        OTHER
    }

    LogTrouble(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** One that no exception has shown. */
    LogTrouble(String message) {
        super(message);
        this.kind = Kind.OTHER;
    }

    public Kind kind() {
        return kind;
    }
}
