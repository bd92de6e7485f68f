package org.postern.ra.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.postern.net.BlockingTasks;
import org.postern.net.ManualClock;
import org.postern.ra.log.Log;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Check;

/**
 * Many instances, each with the adapter's own {@link CommonMemory}, and one store that loses and delays calls and splits, in a time
 * that passes by events alone. What may block has a thread, and of all threads one runs at a time, in an order that the seed decides.
 */
public final class SimulatedInstances implements AutoCloseable {
    private static final Duration LOOKS = Duration.ofSeconds(1);

    /** How the store is, at the moment. */
    public enum Weather {
        FINE,
        /** Each call is answered, in the time that a commit to a disk takes. */
        SLOW,
        /** Some calls fail, and some are late. */
        ROUGH,
        /** No call is answered. */
        HANGING
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore clockwork = new Semaphore(0);

    private record Event(long at, long order, Runnable what) {}

    private final ManualClock time = new ManualClock();
    private final long start = time.instant().toEpochMilli();
    private final Log log = new Log(time);
    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<CommonMemory> memories = new ArrayList<>();
    private final List<Map<String, Cell>> parts = new ArrayList<>(List.of(new HashMap<>()));
    private Weather weather = Weather.FINE;
    private long order;
    private long calls;

    public SimulatedInstances(int count, long seed) {
        random = new Random(seed);
        IntStream.range(0, count).forEach(instance -> {
            memories.add(new CommonMemory(
                    new StoreKind("the store", () -> new CellStore(new View(instance), time::millis)),
                    new Threads(),
                    this::after,
                    time,
                    log));
            look(instance);
        });
    }

    /** Threads that still hang are left to end by themselves. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    public CommonMemory memory(int instance) {
        return memories.get(instance);
    }

    public ManualClock time() {
        return time;
    }

    public Random random() {
        return random;
    }

    /** Calls of the store so far. */
    public long calls() {
        return calls;
    }

    public void become(Weather next) {
        weather = next;
    }

    /** From now on instances see each other only within parts, each of which knows what was known. */
    public void split(int into) {
        Map<String, Cell> whole = parts.get(0);
        parts.clear();
        IntStream.range(0, into).forEach(part -> parts.add(new HashMap<>(whole)));
    }

    /** The parts find each other again: of each entry one remains, as in a data grid. */
    public void join() {
        Map<String, Cell> whole = new HashMap<>();
        parts.forEach(part -> part.forEach((key, cell) -> {
            if (!whole.containsKey(key) || random.nextBoolean()) {
                whole.put(key, cell);
            }
        }));
        parts.clear();
        parts.add(whole);
    }

    /** Does something after a while. */
    public Future<?> after(Duration delay, Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        events.add(new Event(now() + delay.toMillis(), order++, () -> {
            if (!done.isDone()) {
                task.run();
            }
        }));
        return done;
    }

    /** Does something every second, unless it is being done, on a thread that may block. */
    public void everySecond(Runnable task) {
        Check check = new Check("the counts", task, time, new Messages(log));
        after(Duration.ofMillis(random.nextInt((int) LOOKS.toMillis())), () -> everySecond(check));
    }

    private void everySecond(Check check) {
        after(LOOKS, () -> everySecond(check));
        onThread(check::look);
    }

    /** Lets so much time pass, and all happen that happens by then. */
    public void pass(Duration duration) {
        runUntil(now() + duration.toMillis());
    }

    private void runUntil(long end) {
        for (Event next = events.peek(); next != null && next.at() <= end; next = events.peek()) {
            events.remove();
            time.pass(Duration.ofMillis(Math.max(0, next.at() - now())));
            next.what().run();
        }
        time.pass(Duration.ofMillis(Math.max(0, end - now())));
    }

    private long now() {
        return time.instant().toEpochMilli() - start;
    }

    private void look(int instance) {
        after(
                LOOKS,
                () -> onThread(() -> {
                    memory(instance).look();
                    look(instance);
                }));
    }

    /** Runs it until it blocks or ends. */
    private void onThread(Runnable task) {
        threads.execute(() -> {
            task.run();
            clockwork.release();
        });
        clockwork.acquireUninterruptibly();
    }

    /** Blocks the calling thread for a while, and lets the others go on. */
    private void block(Duration time) {
        Semaphore mine = new Semaphore(0);
        after(time, () -> {
            mine.release();
            clockwork.acquireUninterruptibly();
        });
        clockwork.release();
        try {
            mine.acquire();
        } catch (InterruptedException e) {
            throw new StoreException("the simulation is over", e);
        }
    }

    private final class Threads implements BlockingTasks {
        @Override
        public CompletableFuture<Void> run(Runnable task) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            after(
                    Duration.ofMillis(random.nextInt(3)),
                    () -> onThread(() -> {
                        task.run();
                        end.complete(null);
                    }));
            return end;
        }
    }

    /** What one instance sees of the store. */
    private final class View implements Cells {
        private final int instance;

        View(int instance) {
            this.instance = instance;
        }

        @Override
        public Optional<Cell> find(String key) {
            Map<String, Cell> cells = call();
            return Optional.ofNullable(cells.get(key));
        }

        @Override
        public boolean insert(String key, Cell cell) {
            Map<String, Cell> cells = call();
            return cells.putIfAbsent(key, cell) == null;
        }

        @Override
        public boolean replace(String key, Cell before, Cell after) {
            Map<String, Cell> cells = call();
            return cells.replace(key, before, after);
        }

        /** Takes its time, and may come to nothing. */
        private Map<String, Cell> call() {
            calls++;
            int millis = random.nextInt(3) + (weather == Weather.SLOW ? 10 : 0);
            if (weather == Weather.HANGING) {
                millis = 10_000;
            } else if (weather == Weather.ROUGH) {
                int luck = random.nextInt(100);
                if (luck == 0) {
                    throw new StoreException("lost");
                }
                millis = luck == 1 ? 200 + random.nextInt(2_000) : millis;
            }
            block(Duration.ofMillis(millis));
            return parts.get(instance % parts.size());
        }
    }
}
