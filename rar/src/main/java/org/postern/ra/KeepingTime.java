package org.postern.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.BooleanSupplier;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.address.KeptSockets;

/**
 * How long a stopped adapter keeps its addresses bound for the next one, which usually follows within a moment. They are freed
 * at once when there will be no next one, because the container has closed the class loader, and in any case after a while. All
 * that it needs then is loaded when it begins.
 */
final class KeepingTime extends TimerTask {
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** The container undeploys the adapter: no other can be started from its classes. */
    static final BooleanSupplier CLASSES_ARE_GONE = KeepingTime::classesAreGone;

    private static final long PERIOD_MILLIS = 100;

    private final KeptSockets kept;
    private final Timer timer;
    private final BooleanSupplier noNextOne;
    private final Time time;
    private final Moment end;

    private KeepingTime(KeptSockets kept, Timer timer, BooleanSupplier noNextOne, Time time) {
        this.kept = kept;
        this.timer = timer;
        this.noNextOne = noNextOne;
        this.time = time;
        this.end = time.moment().plus(LONGEST);
    }

    /** A timer of the container, if it gives one: there may be no thread for it, which is an Error. */
    static Optional<Timer> timerOf(BootstrapContext context) {
        try {
            return Optional.of(context.createTimer());
        } catch (UnavailableException | RuntimeException | Error e) {
            return Optional.empty();
        }
    }

    /**
     * Begins. If the timer cannot be used, nothing is kept.
     *
     * @param timer the container's, and ended here
     */
    static void begin(KeptSockets kept, Timer timer, BooleanSupplier noNextOne, Time time) {
        try {
            timer.schedule(new KeepingTime(kept, timer, noNextOne, time), 0, PERIOD_MILLIS);
        } catch (RuntimeException | Error e) {
            kept.freeAll(); // No timer would do it later.
            throw e;
        }
    }

    @Override
    public void run() {
        if (isOver() || !time.moment().isBefore(end)) {
            kept.freeAll();
        }
        if (kept.isEmpty()) {
            timer.cancel();
        }
    }

    /** A closed class loader may answer in any way: Payara's looks for the text of its warning in itself, until the stack ends. */
    private boolean isOver() {
        try {
            return noNextOne.getAsBoolean();
        } catch (RuntimeException | Error e) {
            return true;
        }
    }

    private static boolean classesAreGone() {
        return KeepingTime.class.getResource("KeepingTime.class") == null;
    }
}
