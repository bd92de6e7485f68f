package org.postern.simulation;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** A container's timer: its thread is one of the simulated process, and it goes by virtual time. */
final class SimTimer extends Timer {
    private final World world;
    private final SimProcess process;
    private boolean cancelled;

    SimTimer(World world, SimProcess process) {
        super(true);
        super.cancel(); // Its own thread.
        this.world = world;
        this.process = process;
    }

    @Override
    public void schedule(TimerTask task, long delay, long period) {
        world.spawn("timer", process, () -> {
            world.self().sleep(Duration.ofMillis(delay));
            while (!cancelled) {
                task.run();
                world.self().sleep(Duration.ofMillis(period));
            }
        });
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
