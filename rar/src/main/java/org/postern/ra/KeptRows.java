package org.postern.ra;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Check;

/** When the delivery logs are cleaned. One look at a time. */
final class KeptRows {
    /** Rows are kept for days: some minutes more do no harm. */
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final BooleanSupplier cleaning;
    private final Time time;
    private volatile Moment next;

    /**
     * Begins with the first look a period from now.
     *
     * @param cleaning deletes some rows, and tells whether there are more
     */
    KeptRows(BooleanSupplier cleaning, Time time) {
        this.cleaning = cleaning;
        this.time = time;
        this.next = time.moment().plus(PERIOD);
    }

    /** The look whether it is time. */
    Check check(Messages messages) {
        return new Check("the old rows of delivery logs", this::look, time, messages);
    }

    private void look() {
        Moment now = time.moment();
        if (!now.isBefore(next)) {
            next = now.plus(PERIOD);
            if (cleaning.getAsBoolean()) {
                next = now; // Mail may come faster than a part of it is deleted each period.
            }
        }
    }
}
