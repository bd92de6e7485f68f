package org.postern.bench.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A program that accepts mail on loopback and forgets it. */
public interface Server {
    /** What a server can. */
    enum Ability {
        STARTTLS,
        /** BDAT (RFC 3030). */
        CHUNKING,
        /** Gets faster while it runs, and can be asked to collect its garbage. */
        JVM
    }

    /** Names it on the command line and in results. */
    String id();

    /** Says it to readers. */
    String title();

    Set<Ability> abilities();

    /** Why it cannot be measured here; empty if it can. */
    Optional<String> absence();

    /**
     * How it is started.
     *
     * @param port of 127.0.0.1, where it listens
     * @param place where it may leave files
     * @param properties those of the adapter that are different in this measurement; other servers have none of them
     */
    List<String> command(int port, Workplace place, Map<String, String> properties) throws IOException;
}
