package org.postern.it;

import java.nio.file.Path;
import java.util.Map;

/**
 * A server on a JDK: a column of the table.
 *
 * @param id what {@code -Dpostern.servers} calls it
 * @param title name and version
 * @param jdk such as 17
 * @param main whether this is the JDK of the short run
 * @param installation the server
 * @param family what is started of it
 * @param limits what it cannot do: what it, or the adapter on it, says of that, a regular expression. It is expected: the test
 *     fails when the cell begins to hold.
 */
record Candidate(
        String id,
        String title,
        int jdk,
        boolean main,
        Installation installation,
        Family family,
        Map<Cell, String> limits) {
    /** Makes a server that was not started yet. */
    interface Family {
        AppServer prepare(Path home, Path jdk, Path base) throws Exception;
    }

    String name() {
        return id + "@" + jdk;
    }

    boolean isMeantBy(String selection) {
        return selection.equals(id) || selection.equals(name());
    }
}
