package org.postern.console;

import jakarta.servlet.ServletContext;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.management.MBeanServer;

/** All parts of the console, as long as it is deployed. */
final class Console {
    private static final String ATTRIBUTE = Console.class.getName();

    private final Beans beans;
    private final State state;
    private final Samples samples;
    private final History history;
    private final WhatIf whatIf;
    private final PathDoctor pathDoctor;
    private final LiveFeed feed;
    private final Repetition sampling;
    private final Repetition telling;

    /** @param clock may have a single thread: what can wait for a client is for {@code senders} */
    Console(MBeanServer server, String serverInfo, ScheduledExecutorService clock, Executor senders) {
        this.beans = new Beans(server);
        this.state = new State(beans, Instant::now);
        this.samples = new Samples(beans);
        this.history = new History(beans);
        this.whatIf = new WhatIf(beans, new ServerCommand(serverInfo));
        this.pathDoctor = PathDoctor.with(new Places(beans));
        this.feed = new LiveFeed(senders);
        this.sampling = new Repetition(clock, Samples.STEP, () -> samples.take(Instant.now()), Console::steadyNow);
        this.telling = new Repetition(clock, LiveFeed.STEP, this::tell, Console::steadyNow);
    }

    static Console of(ServletContext context) {
        return (Console) context.getAttribute(ATTRIBUTE);
    }

    void putInto(ServletContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    /** Lets figures be taken and pages be told, unless that goes on already. */
    void goOn() {
        sampling.goOn();
        telling.goOn();
    }

    private void tell() {
        sampling.goOn();
        feed.tick(steadyNow(), () -> state.whole().toString());
    }

    void end() {
        sampling.end();
        telling.end();
        feed.close();
    }

    /** For lengths of time alone: a clock that is set changes it not. */
    static Instant steadyNow() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    Beans beans() {
        return beans;
    }

    State state() {
        return state;
    }

    Samples samples() {
        return samples;
    }

    History history() {
        return history;
    }

    WhatIf whatIf() {
        return whatIf;
    }

    PathDoctor pathDoctor() {
        return pathDoctor;
    }

    LiveFeed feed() {
        return feed;
    }
}
