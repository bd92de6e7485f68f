package org.postern.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What has happened in a world, the last of it in words, and which rules were broken. */
final class Story {
    private static final int LINES = Integer.getInteger("postern.simulation.lines", 400);

    private final Deque<String> lines = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();
    private long digest;

    void tell(long nanos, String line) {
        digest = digest * 31 + line.hashCode();
        digest = digest * 31 + nanos;
        lines.add(String.format("%12.6f %s", nanos / 1e9, line));
        if (lines.size() > LINES) {
            lines.remove();
        }
    }

    void violated(long nanos, String rule) {
        tell(nanos, "VIOLATED " + rule);
        violations.add(rule);
    }

    List<String> violations() {
        return violations;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Differs if anything happened differently. */
    long digest() {
        return digest;
    }
}
