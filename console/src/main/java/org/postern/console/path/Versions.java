package org.postern.console.path;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which versions of TLS are accepted at a door, one connection each; what could not be tried is not there. Immutable. */
record Versions(Map<String, Boolean> accepted) {
    private static final String TLS_1_3 = "TLSv1.3";
    private static final String TLS_1_2 = "TLSv1.2";
    private static final int ALL = 4;

    /** @param known the version that a handshake has already agreed on */
    static Versions at(Door door, String known, Deadline deadline) {
        Map<String, Boolean> accepted = new LinkedHashMap<>();
        for (String modern : new String[] {TLS_1_3, TLS_1_2}) {
            (modern.equals(known) ? Optional.of(true) : Look.accepts(door, modern, deadline))
                    .ifPresent(answer -> accepted.put(modern, answer));
        }
        Look.accepts(door, OldHello.TLS_1_1, deadline).ifPresent(answer -> accepted.put("TLSv1.1", answer));
        Look.accepts(door, OldHello.TLS_1_0, deadline).ifPresent(answer -> accepted.put("TLSv1", answer));
        return new Versions(accepted);
    }

    boolean areAllTried() {
        return accepted.size() == ALL;
    }

    boolean isOldAccepted() {
        return accepted.getOrDefault("TLSv1", false) || accepted.getOrDefault("TLSv1.1", false);
    }
}
