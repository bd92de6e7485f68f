package org.postern.ra.shared;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.postern.net.BlockingTasks;
import org.postern.net.Time;
import org.postern.ra.log.Log;

/** What several instances know in common, by a store that answers at once, or not at all. */
public final class InstantMemories {
    private final FragileCells cells = new FragileCells();
    private final ManualAlarm alarm = new ManualAlarm();
    private final List<CommonMemory> all;

    public InstantMemories(int count, Time time) {
        all = IntStream.range(0, count)
                .mapToObj(instance -> new CommonMemory(
                        new StoreKind("the store", () -> new CellStore(cells, time.clock()::millis)),
                        atOnce(),
                        alarm,
                        time,
                        new Log(time)))
                .toList();
        all.forEach(CommonMemory::look);
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

    /** The store does what the next question wants, but too late. */
    public void beLateOnce() {
        cells.duringNext(alarm::ring);
    }

    /** After the pause that each instance makes. */
    public void heal() {
        cells.heal();
        all.forEach(CommonMemory::look);
    }

    private static BlockingTasks atOnce() {
        return task -> {
            task.run();
            return CompletableFuture.completedFuture(null);
        };
    }
}
