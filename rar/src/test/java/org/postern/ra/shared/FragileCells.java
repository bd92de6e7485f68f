package org.postern.ra.shared;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A store that fails or hangs when it is told to. */
final class FragileCells implements Cells {
    private final Map<String, Cell> cells = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger tidied = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> during = new AtomicReference<>();
    private volatile int full;
    private volatile boolean failing;
    private volatile boolean losing;
    private volatile boolean losingAnswer;
    private volatile boolean readOnly;
    private volatile boolean keeping;
    private volatile boolean failingAfterwards;
    private volatile @Nullable CountDownLatch latch;
    private volatile CountDownLatch former = new CountDownLatch(0);

    void fail() {
        failing = true;
    }

    void hang() {
        former = new CountDownLatch(1);
        latch = former;
    }

    /** Those that hang go on to. */
    void letOthersPass() {
        latch = null;
    }

    void becomeReadOnly() {
        readOnly = true;
    }

    /** What is over cannot be removed. */
    void keepAll() {
        keeping = true;
    }

    /** Each time one changes something another one has changed it before. */
    void letOthersComeFirst() {
        losing = true;
    }

    void loseNextAnswer() {
        losingAnswer = true;
    }

    void failAfterNextChange() {
        failingAfterwards = true;
    }

    void failThoseThatHang() {
        failing = true;
        former.countDown();
    }

    void heal() {
        failing = false;
        latch = null;
        former.countDown();
    }

    int calls() {
        return calls.get();
    }

    int hanging() {
        return hanging.get();
    }

    /** So many steps leave more to be removed. */
    void fill(int steps) {
        full = steps;
    }

    int tidied() {
        return tidied.get();
    }

    @Override
    public Optional<Cell> find(String key) {
        check();
        return Optional.ofNullable(cells.get(key));
    }

    @Override
    public boolean insert(String key, Cell cell) {
        check();
        failIf(readOnly);
        return answered(!losing && cells.putIfAbsent(key, cell) == null);
    }

    @Override
    public boolean replace(String key, Cell before, Cell after) {
        check();
        failIf(readOnly);
        return answered(!losing && cells.replace(key, before, after));
    }

    @Override
    public boolean removeSome(long now) {
        tidied.incrementAndGet();
        failIf(failing || keeping);
        return tidied.get() <= full;
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new StoreException("broken");
        }
    }

    /** Something that happens while the next call is on its way. */
    void duringNext(Runnable event) {
        during.set(event);
    }

    private boolean answered(boolean changed) {
        failing |= failingAfterwards;
        failingAfterwards = false;
        if (losingAnswer) {
            losingAnswer = false;
            throw new StoreException("the connection was lost");
        }
        return changed;
    }

    private void check() {
        calls.incrementAndGet();
        Runnable event = during.getAndSet(null);
        if (event != null) {
            event.run();
        }
        CountDownLatch current = latch;
        if (current != null) {
            hanging.incrementAndGet();
            try {
                current.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                hanging.decrementAndGet();
            }
        }
        failIf(failing);
    }
}
