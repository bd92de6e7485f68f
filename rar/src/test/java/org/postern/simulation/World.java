package org.postern.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Time, chance and order. What happens is an event at a virtual time; whoever can block is an {@link Actor}, a thread that
 * runs only while everybody else stands still. Not thread-safe, because nothing here happens at the same time.
 */
final class World {
    /** What takes longer in real time, without letting virtual time pass, is a deadlock. */
    private static final long STUCK_SECONDS = 60;

    /** Something that happens, or, without an action, somebody who goes on if he still waits for this. */
    private record Event(long at, long number, Runnable action, boolean onMain, Actor goesOn, long token) {}

    private final long seed;
    private final SplittableRandom random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    final Semaphore turn = new Semaphore(0);
    final Deque<Actor> idle = new ArrayDeque<>();
    final List<Actor> all = new ArrayList<>();
    private final Story story = new Story();
    final Thread main = Thread.currentThread();
    Actor current;
    /** Whose turn it is. */
    Thread running = main;

    private Supplier<Boolean> end = () -> true;
    private long latest;
    private Throwable failure;
    private boolean closing;
    private long nanos;
    private long scheduled;
    private long steps;

    World(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    long seed() {
        return seed;
    }

    /** Virtual nanoseconds since the beginning. */
    long nanos() {
        return nanos;
    }

    /** The time as somebody reads it: no two readings are the same. */
    long tick() {
        return ++nanos;
    }

    long steps() {
        return steps;
    }

    /** Differs if anything happened differently. */
    long digest() {
        return story.digest();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** At least the first, less than the second. */
    int between(int low, int high) {
        return random.nextInt(low, high);
    }

    long between(long low, long high) {
        return random.nextLong(low, high);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A source of its own for somebody whose draws must not depend on others. */
    SplittableRandom split() {
        return random.split();
    }

    /** A duration: mostly about the first, now and then up to the second. */
    Duration mostly(Duration usual, Duration longest) {
        long most = chance(0.05) ? longest.toNanos() : usual.toNanos();
        return Duration.ofNanos(between(1, Math.max(2, most)));
    }

    /** Lets something happen later. It must not block. */
    void after(Duration delay, Runnable action) {
        add(delay, action, false, null, 0);
    }

    /** The same for what ends processes: no thread that it may end does it. */
    void atMain(Duration delay, Runnable action) {
        add(delay, action, true, null, 0);
    }

    void add(Duration delay, Runnable action, boolean onMain, Actor goesOn, long token) {
        if (Thread.currentThread() != running) {
            throw new IllegalStateException(Thread.currentThread() + " is not part of the simulation");
        }
        events.add(new Event(nanos + Math.max(0, delay.toNanos()), scheduled++, action, onMain, goesOn, token));
    }

    /** Lets something happen at once, but not necessarily first. */
    void soon(Runnable action) {
        after(shortly(), action);
    }

    Duration shortly() {
        return Duration.ofNanos(between(1_000L, 200_000L));
    }

    /** Begins something that may block, on a thread of a process. */
    Task spawn(String name, SimProcess process, Runnable body) {
        if (closing) {
            throw new Killed();
        }
        Actor actor = idle.isEmpty() ? new Actor(this) : idle.pop();
        Task task = new Task(name);
        actor.begin(name, process, () -> {
            try {
                body.run();
            } finally {
                task.end();
            }
        });
        actor.goOnSoon();
        return task;
    }

    /** The actor that calls this. */
    Actor self() {
        if (current == null || Thread.currentThread() != current.thread) {
            throw new IllegalStateException("Not on an actor: " + Thread.currentThread());
        }
        return current;
    }

    boolean isActor() {
        return current != null && Thread.currentThread() == current.thread;
    }

    /** Lets others go first, perhaps: between any two steps of something foreign the process may end. */
    void stepAside() {
        if (isActor()) {
            self().sleep(Duration.ofNanos(between(1_000L, 50_000L)));
        }
    }

    /** Goes on until a condition holds, or nothing happens any more, or it is too late. Tells whether it holds. */
    boolean runUntil(Supplier<Boolean> condition, Duration atMost) {
        latest = nanos + atMost.toNanos();
        end = condition;
        for (Actor next = next(true, true); next != null || isMore(); next = next(true, true)) {
            if (next != null) {
                next.go();
                await(next);
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
        if (violations().isEmpty() && !end.get()) {
            nanos = Math.max(nanos, latest);
        }
        return end.get();
    }

    private boolean isMore() {
        Event next = events.peek();
        return violations().isEmpty() && failure == null && next != null && next.at() <= latest && !end.get();
    }

    /**
     * Lets happen what happens, on the calling thread, until somebody has to go on: there are fewer turns so than if one thread
     * were asked for each. Nobody, if it is for the main thread to go on.
     */
    @SuppressWarnings("CatchingThrowable") // It is the main thread's.
    Actor next(boolean actions, boolean isMain) {
        current = null;
        while (isMore()) {
            Event next = events.peek();
            if (next.action() != null && (!actions || (next.onMain() && !isMain))) {
                return null;
            }
            events.poll();
            nanos = Math.max(nanos, next.at());
            steps++;
            if (next.action() == null) {
                if (next.goesOn().isWaitingFor(next.token())) {
                    return next.goesOn();
                }
            } else {
                try {
                    next.action().run();
                } catch (Throwable e) {
                    failure = e;
                }
            }
        }
        return null;
    }

    /** Writes down what happened. */
    void tell(String line) {
        story.tell(nanos, line);
    }

    /** Something must not have happened: the simulation ends here. */
    void violated(String rule) {
        story.violated(nanos, rule);
    }

    /** At the end: nothing of this may be there. */
    void expectNone(String what, List<String> left) {
        if (!left.isEmpty()) {
            violated("left behind: " + what + ": " + left);
        }
    }

    void expectNone(String what, long left) {
        if (left != 0) {
            violated("left behind: " + what + ": " + left);
        }
    }

    List<String> violations() {
        return story.violations();
    }

    List<String> story() {
        return story.lines();
    }

    /** Those that have not come to an end. */
    List<Actor> alive() {
        return all.stream().filter(actor -> !actor.ended).toList();
    }

    /** Ends every thread. Nothing can happen afterwards. */
    void close() {
        SimProcess nobody = new SimProcess("closed");
        nobody.die();
        closing = true;
        for (Actor actor : List.copyOf(all)) {
            actor.process = nobody;
            actor.closed = true;
            actor.go();
            await(actor);
        }
    }

    void await(Actor actor) {
        try {
            long before = steps;
            while (!turn.tryAcquire(STUCK_SECONDS, TimeUnit.SECONDS)) {
                if (steps != before) {
                    before = steps;
                    continue; // They take turns without us.
                }
                StringBuilder stack = new StringBuilder("deadlock: " + actor.name + " does not go on");
                for (StackTraceElement element : actor.thread.getStackTrace()) {
                    stack.append("\n    at ").append(element);
                }
                for (Actor other : alive()) {
                    stack.append("\n  meanwhile ").append(other.name);
                    for (StackTraceElement element : other.thread.getStackTrace()) {
                        if (element.getClassName().startsWith("org.postern")) {
                            stack.append("\n    at ").append(element);
                        }
                    }
                }
                violated(stack.toString());
                return;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
