package org.postern.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/** A thread that takes turns with all others. */
final class Actor {
    private final World world;
    private final Semaphore go = new Semaphore(0);
    final Thread thread = new Thread(this::live, "actor");
    String name = "";
    SimProcess process;
    private Runnable body;
    boolean ended = true;
    boolean closed;
    private boolean sleeping;
    private long token;

    Actor(World world) {
        this.world = world;
        world.all.add(this);
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
        event.whenComplete((result, failed) -> goOnAfter(world.shortly(), mine));
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

    void begin(String newName, SimProcess newProcess, Runnable newBody) {
        name = newName;
        process = newProcess;
        body = newBody;
        ended = false;
        sleeping = false;
        token++;
        newProcess.joined(this);
    }

    void goOnSoon() {
        goOnAfter(world.shortly(), token);
    }

    private void goOnAfter(Duration delay, long expected) {
        world.add(delay, null, false, this, expected);
    }

    /** Not if it has gone on for another reason. */
    boolean isWaitingFor(long expected) {
        return token == expected && !ended;
    }

    /** Gives it the turn. */
    void go() {
        token++;
        sleeping = false;
        world.current = this;
        world.running = thread;
        go.release();
    }

    /** Gives the turn to whoever has to go on, and waits until it is back. */
    private void passOn() {
        // Netty must not take what happens outside for something on its own thread.
        Actor next = process.isDead() || closed ? null : world.next(!name.startsWith(SimEventLoop.NAME), false);
        if (next == this) {
            token++;
            sleeping = false;
            world.current = this;
            return;
        }
        if (next == null) {
            world.current = null;
            world.running = world.main;
            world.turn.release();
        } else {
            next.go();
        }
        go.acquireUninterruptibly();
    }

    /** Lets the process end here: the actor unwinds, and whatever it does then happens to nobody. */
    void kill() {
        if (!ended) {
            go();
            world.await(this);
            world.current = null;
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
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    world.violated(name + " ended with " + trace);
                }
            }
            ended = true;
            process.left(this);
            if (!closed) {
                world.idle.push(this);
                passOn();
            }
        }
        world.running = world.main;
        world.turn.release();
    }
}
