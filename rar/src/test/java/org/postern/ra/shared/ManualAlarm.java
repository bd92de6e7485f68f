package org.postern.ra.shared;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Rings when it is told to. */
final class ManualAlarm implements Alarm {
    private final List<Runnable> set = new CopyOnWriteArrayList<>();
    private boolean refusing;

    @Override
    public Future<?> after(Duration delay, Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("event executor terminated");
        }
        set.add(task);
        CompletableFuture<Void> alarm = new CompletableFuture<>();
        alarm.whenComplete((done, cancelled) -> set.remove(task));
        return alarm;
    }

    void ring() {
        List<Runnable> due = List.copyOf(set);
        set.clear();
        due.forEach(Runnable::run);
    }

    void refuse() {
        refusing = true;
    }
}
