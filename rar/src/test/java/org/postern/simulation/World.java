package org.postern.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
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

    private static final int STORY_LINES = Integer.getInteger("postern.simulation.lines", 400);

    /** Something that happens, or, without an action, somebody who goes on if he still waits for this. */
    private record Event(long at, long number, Runnable action, boolean onMain, Actor goesOn, long token) {}

    private final long seed;
    private final SplittableRandom random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Semaphore turn = new Semaphore(0);
    private final Deque<Actor> idle = new ArrayDeque<>();
    private final List<Actor> all = new ArrayList<>();
    private final Deque<String> story = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();
    private final Thread main = Thread.currentThread();
    private Actor current;
    /** Whose turn it is. */
    private Thread running = main;

    private Supplier<Boolean> end = () -> true;
    private long latest;
    private Throwable failure;
    private boolean closing;
    private long nanos;
    private long scheduled;
    private long steps;
    private long digest;

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
        return digest;
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

    private void add(Duration delay, Runnable action, boolean onMain, Actor goesOn, long token) {
        if (Thread.currentThread() != running) {
            throw new IllegalStateException(Thread.currentThread() + " is not part of the simulation");
        }
        events.add(new Event(nanos + Math.max(0, delay.toNanos()), scheduled++, action, onMain, goesOn, token));
    }

    /** Lets something happen at once, but not necessarily first. */
    void soon(Runnable action) {
        after(shortly(), action);
    }

    private Duration shortly() {
        return Duration.ofNanos(between(1_000L, 200_000L));
    }

    /** Begins something that may block, on a thread of a process. */
    Task spawn(String name, SimProcess process, Runnable body) {
        if (closing) {
            throw new Killed();
        }
        Actor actor = idle.isEmpty() ? new Actor() : idle.pop();
        Task task = new Task(name);
        actor.begin(name, process, () -> {
            try {
                body.run();
            } finally {
                task.ended = true;
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
        if (violations.isEmpty() && !end.get()) {
            nanos = Math.max(nanos, latest);
        }
        return end.get();
    }

    private boolean isMore() {
        Event next = events.peek();
        return violations.isEmpty() && failure == null && next != null && next.at() <= latest && !end.get();
    }

    /**
     * Lets happen what happens, on the calling thread, until somebody has to go on: there are fewer turns so than if one thread
     * were asked for each. Nobody, if it is for the main thread to go on.
     */
    @SuppressWarnings("CatchingThrowable") // It is the main thread's.
    private Actor next(boolean actions, boolean isMain) {
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
        digest = digest * 31 + line.hashCode();
        digest = digest * 31 + nanos;
        story.add(String.format("%12.6f %s", nanos / 1e9, line));
        if (story.size() > STORY_LINES) {
            story.remove();
        }
    }

    /** Something must not have happened: the simulation ends here. */
    void violated(String rule) {
        tell("VIOLATED " + rule);
        violations.add(rule);
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
        return violations;
    }

    List<String> story() {
        return List.copyOf(story);
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

    private void await(Actor actor) {
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

    /** What an actor was begun for; the actor itself may be somebody else's by now. */
    static final class Task {
        private final String name;
        private boolean ended;

        Task(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        boolean isEnded() {
            return ended;
        }
    }

    /** The process of an actor has ended: it goes no further. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** A thread that takes turns with all others. */
    final class Actor {
        private final Semaphore go = new Semaphore(0);
        private final Thread thread = new Thread(this::live, "actor");
        private String name = "";
        private SimProcess process;
        private Runnable body;
        private boolean ended = true;
        private boolean closed;
        private boolean sleeping;
        private long token;

        Actor() {
            all.add(this);
            thread.setDaemon(true);
            thread.start();
        }

        String name() {
            return name;
        }

        SimProcess process() {
            return process;
        }

        /** Whatever happens meanwhile to what it has waited for before. */
        void sleep(Duration duration) {
            sleeping = true;
            goOnAfter(duration, ++token);
            park();
        }

        /** Stands still until something has happened, however it ended, or the time is over. Tells whether it has. */
        boolean await(CompletionStage<?> event, Duration atMost) {
            if (event.toCompletableFuture().isDone()) {
                return true;
            }
            long mine = ++token;
            event.whenComplete((result, failed) -> goOnAfter(shortly(), mine));
            goOnAfter(atMost, mine);
            park();
            return event.toCompletableFuture().isDone();
        }

        /** Stands still until {@link #unpark} is called, or the time is over. */
        void standStill(Duration atMost) {
            goOnAfter(atMost, ++token);
            park();
        }

        /** As before, without an end. */
        void standStill() {
            token++;
            park();
        }

        /** Lets it go on soon, if it stands still. */
        void unpark() {
            if (!sleeping) {
                goOnSoon();
            }
        }

        private void begin(String newName, SimProcess newProcess, Runnable newBody) {
            name = newName;
            process = newProcess;
            body = newBody;
            ended = false;
            sleeping = false;
            token++;
            newProcess.joined(this);
        }

        private void goOnSoon() {
            goOnAfter(shortly(), token);
        }

        private void goOnAfter(Duration delay, long expected) {
            add(delay, null, false, this, expected);
        }

        /** Not if it has gone on for another reason. */
        private boolean isWaitingFor(long expected) {
            return token == expected && !ended;
        }

        /** Gives it the turn. */
        private void go() {
            token++;
            sleeping = false;
            current = this;
            running = thread;
            go.release();
        }

        /** Gives the turn to whoever has to go on, and waits until it is back. */
        private void passOn() {
            // Netty must not take what happens outside for something on its own thread.
            Actor next = process.isDead() || closed ? null : next(!name.startsWith(SimEventLoop.NAME), false);
            if (next == this) {
                token++;
                sleeping = false;
                current = this;
                return;
            }
            if (next == null) {
                current = null;
                running = main;
                turn.release();
            } else {
                next.go();
            }
            go.acquireUninterruptibly();
        }

        /** Lets the process end here: the actor unwinds, and whatever it does then happens to nobody. */
        void kill() {
            if (!ended) {
                go();
                World.this.await(this);
                current = null;
            }
        }

        private void park() {
            if (Thread.currentThread() != thread) {
                throw new IllegalStateException("Only an actor itself stands still");
            }
            if (process.isDead()) {
                throw new Killed();
            }
            passOn();
            if (process.isDead()) {
                throw new Killed();
            }
        }

        private void live() {
            go.acquireUninterruptibly();
            while (!closed) {
                try {
                    body.run();
                } catch (Killed e) {
                    // As it should be.
                } catch (Throwable e) {
                    if (!process.isDead()) {
                        java.io.StringWriter trace = new java.io.StringWriter();
                        e.printStackTrace(new java.io.PrintWriter(trace));
                        violated(name + " ended with " + trace);
                    }
                }
                ended = true;
                process.left(this);
                if (!closed) {
                    idle.push(this);
                    passOn();
                }
            }
            running = main;
            turn.release();
        }
    }
}
