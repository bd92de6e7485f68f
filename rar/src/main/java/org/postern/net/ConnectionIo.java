package org.postern.net;

/**
 * What connections run on. Thread-safe.
 *
 * @param loops their own threads, which never block
 * @param blocking the container's, for what may block
 * @param handshakes how many of them go on at a time
 * @param wheels what their deadlines are on
 * @param transport what they come through
 */
public record ConnectionIo(
        EventLoops loops, BlockingTasks blocking, Handshakes handshakes, TimerWheels wheels, Transport transport) {}
