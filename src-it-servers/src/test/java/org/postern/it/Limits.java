package org.postern.it;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What servers cannot do, in their own words or in those of the adapter on them. */
final class Limits {
    static final Map<Cell, String> GLASSFISH = Map.of();

    static final Map<Cell, String> MICRO = Map.of();

    static final Map<Cell, String> WILDFLY = Map.of();

    /** Warnings of servers that have nothing to do with the adapter. */
    static final List<Pattern> NOISE = List.of();

    private Limits() {}
}
