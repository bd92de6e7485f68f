package org.postern.it;

import java.time.Duration;

/** What became of a cell. */
record Outcome(Kind kind, String text) {
    /** What there is to see of it. */
    enum Kind {
        HELD,
        LIMITED,
        FAILED,
        ABSENT
    }

    static Outcome held(Duration time) {
        return new Outcome(Kind.HELD, time.toSeconds() + " s");
    }

    /** It cannot hold there, and these are the words of the server or the adapter. */
    static Outcome limited(String words) {
        return new Outcome(Kind.LIMITED, words);
    }

    static Outcome failed(String why) {
        return new Outcome(Kind.FAILED, why);
    }

    /** The server was not there. */
    static Outcome absent(String why) {
        return new Outcome(Kind.ABSENT, why);
    }
}
