package org.postern.net;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One wheel for each event loop. Thread-safe. */
public final class TimerWheels {
    private final Time time;
    private final Map<EventLoop, TimerWheel> wheels = new ConcurrentHashMap<>();

    public TimerWheels(Time time) {
        this.time = time;
    }

    TimerWheel of(EventLoop loop) {
        return wheels.computeIfAbsent(loop, own -> new TimerWheel(own, time));
    }
}
