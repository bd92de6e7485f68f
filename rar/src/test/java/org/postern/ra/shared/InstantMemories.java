package org.postern.ra.shared;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.log.Log;

/** What several instances know in common, by a store that answers at once, or not at all. */
public final class InstantMemories {
    private final FragileCells cells = new FragileCells();
    private final ManualAlarm alarm = new ManualAlarm();
    private final Threads threads = new Threads();
    private final List<CommonMemory> all;

    public InstantMemories(int count, Time time) {
        all = IntStream.range(0, count)
                .mapToObj(instance -> new CommonMemory(
                        new StoreKind("the store", () -> new CellStore(cells, time.clock()::millis)),
                        threads,
                        alarm,
                        time,
                        new Log(time)))
                .toList();
        look();
    }

    public CommonMemory of(int instance) {
        return all.get(instance);
    }

    /** Calls of the store so far. */
    public int calls() {
        return cells.calls();
    }

    public void fail() {
        cells.fail();
    }

    /** The next change is made, but the instance that wants it is told that it was not. */
    public void loseNextAnswer() {
        cells.loseNextAnswer();
    }

    public void failAfterNextChange() {
        cells.failAfterNextChange();
    }

    /** The store does what the next question wants, but too late. */
    public void beLateOnce() {
        cells.duringNext(alarm::ring);
    }

    /** All threads are busy with other questions, until they have time again. */
    public void haveNoTime() {
        threads.areBusy = true;
    }

    /** The deadline of what waits is over, and then there is time for what comes. */
    public void haveTimeTooLate() {
        alarm.ring();
        threads.goOn();
    }

    /** After the pause that each instance makes. */
    public void heal() {
        cells.heal();
        look();
    }

    public void look() {
        all.forEach(CommonMemory::look);
    }

    private static final class Threads implements BlockingTasks {
        private final ConcurrentLinkedQueue<Kept> kept = new ConcurrentLinkedQueue<>();
        private volatile boolean areBusy;

        private record Kept(Runnable task, CompletableFuture<Void> end) {
            void run() {
                task.run();
                end.complete(null);
            }
        }

        @Override
        public CompletableFuture<Void> run(Runnable task) {
            Kept next = new Kept(task, new CompletableFuture<>());
            if (areBusy) {
                kept.add(next);
            } else {
                next.run();
            }
            return next.end();
        }

        void goOn() {
            areBusy = false;
            for (Kept next = kept.poll(); next != null; next = kept.poll()) {
                next.run();
            }
        }
    }
}
