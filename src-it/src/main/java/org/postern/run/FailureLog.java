package org.postern.run;

import jakarta.resource.ResourceException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the log while something is deployed. When an adapter refuses an activation, Payara answers no more than
 * "EJB Container initialization error": what the adapter said is only in the stack traces of the log.
 */
final class FailureLog extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    private final AtomicReference<@Nullable String> adaptersReason = new AtomicReference<>();
    private final AtomicReference<@Nullable String> otherReason = new AtomicReference<>();

    private FailureLog() {}

    static FailureLog attach() {
        FailureLog log = new FailureLog();
        ROOT.addHandler(log);
        return log;
    }

    /** What the adapter said first. */
    Optional<String> adaptersReason() {
        return Optional.ofNullable(adaptersReason.get());
    }

    /** The root of the first trouble that was not the adapter's. */
    Optional<String> otherReason() {
        return Optional.ofNullable(otherReason.get());
    }

    @Override
    public void publish(LogRecord entry) {
        Throwable root = null;
        for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof ResourceException) {
                adaptersReason.compareAndSet(null, cause.getMessage());
                return;
            }
        }
        if (root != null) {
            otherReason.compareAndSet(null, root.toString());
        }
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
