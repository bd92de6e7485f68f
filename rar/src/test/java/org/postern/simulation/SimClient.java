package org.postern.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** A client's end of a connection, for an actor that blocks. */
final class SimClient {
    /** Longer than anything may take that a sender waits for. */
    private static final Duration PATIENCE = Duration.ofMinutes(45);

    private final World world;
    private final Link link;
    private final StringBuilder received = new StringBuilder();
    private String last = "(nothing)";
    private SimTls tls;
    private boolean broken;

    SimClient(World world, Link link) {
        this.world = world;
        this.link = link;
        Actor self = world.self();
        link.down().whenReadable(self::unpark);
        link.up().whenWritable(self::unpark);
    }

    Link link() {
        return link;
    }

    /** Whether anything can still come. */
    boolean isBroken() {
        return broken;
    }

    /** Sends all of it, as fast as the server takes it, unless the connection ends. */
    void send(String text) {
        last = text.lines().reduce((first, second) -> second).orElse(last);
        byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            write(tls == null ? plain : tls.wrap(plain));
        } catch (SSLException e) {
            reset();
        }
    }

    /** Has a handshake. Tells whether everything is encrypted from now on. */
    boolean startTls() {
        tls = new SimTls();
        long latest = world.nanos() + PATIENCE.toNanos();
        try {
            tls.begin();
            while (tls.isHandshaking() && !broken) {
                if (tls.hasSomethingToSay()) {
                    write(tls.wrap(new byte[0]));
                } else if (take() == 0) {
                    awaitMore(latest, "a handshake");
                }
            }
        } catch (SSLException e) {
            reset();
        }
        return !broken;
    }

    private void write(byte[] octets) {
        int sent = 0;
        long latest = world.nanos() + PATIENCE.toNanos();
        while (sent < octets.length && !broken) {
            if (link.isClosedAtClient() || link.up().isRefused() || link.down().standing() == Pipe.Standing.RESET) {
                broken = true;
            } else {
                int written = link.up().write(octets, sent, octets.length - sent);
                sent += written;
                if (written == 0) {
                    if (world.nanos() >= latest) {
                        world.violated("the server has not read for " + PATIENCE + " behind " + shown(last));
                        return;
                    }
                    // It may be that the server reads no more because it wants us to read.
                    take();
                    world.self().standStill(Duration.ofSeconds(30));
                }
            }
        }
    }

    /** The next reply, whole; empty if the connection has ended before it. */
    Optional<String> reply() {
        long latest = world.nanos() + PATIENCE.toNanos();
        while (true) {
            Optional<String> complete = next();
            if (complete.isPresent()) {
                return complete;
            }
            if (take() > 0) {
                continue;
            }
            awaitMore(latest, shown(last));
            if (broken) {
                return Optional.empty();
            }
        }
    }

    private void awaitMore(long latest, String behind) {
        if (broken || link.isClosedAtClient() || link.down().standing() != Pipe.Standing.OPEN) {
            broken = true;
        } else if (world.nanos() >= latest) {
            world.violated("no reply within " + PATIENCE + " to " + behind);
            broken = true;
        } else {
            world.self().standStill(Duration.ofNanos(latest - world.nanos()));
        }
    }

    /** Waits until something can be read, or the connection has ended. */
    void awaitReadable(Duration atMost) {
        long latest = world.nanos() + atMost.toNanos();
        while (link.down().available() == 0
                && !link.isClosedAtClient()
                && link.down().standing() == Pipe.Standing.OPEN
                && world.nanos() < latest) {
            world.self().standStill(Duration.ofNanos(latest - world.nanos()));
        }
    }

    /** So many replies, or as many as come; the server may say 421 instead of any of them. */
    List<String> replies(int count) {
        List<String> replies = new ArrayList<>();
        while (replies.size() < count && (replies.isEmpty() || !isFarewell(replies.get(replies.size() - 1)))) {
            Optional<String> reply = reply();
            if (reply.isEmpty()) {
                return replies;
            }
            replies.add(reply.get());
        }
        return replies;
    }

    /** What came that nobody has asked for. */
    Optional<String> unread() {
        take();
        return next();
    }

    static boolean isFarewell(String reply) {
        return reply.startsWith("421");
    }

    void close() {
        link.closeClient();
        broken = true;
    }

    void reset() {
        link.resetClient();
        broken = true;
    }

    void vanish() {
        link.vanishClient();
        broken = true;
    }

    /** Sends nothing more, and goes on to read. */
    void endOutput() {
        link.up().end();
    }

    private int take() {
        int sum = 0;
        while (link.down().available() > 0) {
            byte[] octets = link.down().read(Integer.MAX_VALUE);
            sum += octets.length;
            try {
                byte[] plain = tls == null ? octets : tls.unwrap(octets);
                received.append(new String(plain, StandardCharsets.ISO_8859_1));
            } catch (SSLException e) {
                reset();
            }
        }
        return sum;
    }

    private Optional<String> next() {
        int from = 0;
        for (int end = received.indexOf("\r\n", from); end >= 0; end = received.indexOf("\r\n", from)) {
            if (end - from < 4 || received.charAt(from + 3) == ' ') {
                String reply = received.substring(0, end);
                received.delete(0, end + 2);
                return Optional.of(reply);
            }
            from = end + 2;
        }
        return Optional.empty();
    }

    static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
