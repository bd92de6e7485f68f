package org.postern.it;

import java.util.Map;

/** What servers cannot do, in their own words. */
final class Limits {
    static final Map<Cell, String> WILDFLY = Map.of();

    private Limits() {}
}
