package org.postern.ra.shared;

import java.time.Duration;
import java.util.concurrent.Future;

/** Runs a short task once, later, unless it is cancelled. */
@FunctionalInterface
public interface Alarm {
    Future<?> after(Duration delay, Runnable task);
}
