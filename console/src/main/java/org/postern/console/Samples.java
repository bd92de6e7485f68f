package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import javax.management.ObjectName;

/** What each adapter did in the last hour and day: a fixed number of figures, however much mail there is. */
final class Samples {
    static final Duration STEP = Duration.ofSeconds(10);

    /** Further adapters have no charts. */
    static final int MOST_ADAPTERS = 16;

    private final Beans beans;
    private final Map<String, Spans> adapters = new ConcurrentSkipListMap<>();

    Samples(Beans beans) {
        this.beans = beans;
    }

    /**
     * An adapter that is deployed again goes on where it was; one that has gone makes room. The failure of one, whose figures are of
     * another kind, is thrown when all others have been read.
     */
    void take(Instant now) {
        List<ObjectName> names =
                beans.names("Adapter").stream().limit(MOST_ADAPTERS).toList();
        Map<String, Long> waiting = waiting();
        List<RuntimeException> failures = new ArrayList<>();
        for (ObjectName name : names) {
            try {
                beans.read(name, Figures.ATTRIBUTES).ifPresent(adapter -> add(now, adapter, waiting));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (adapters.size() > MOST_ADAPTERS) {
            Set<String> present = names.stream()
                    .map(name -> new Bean(name, Map.of()).key("adapter"))
                    .collect(Collectors.toSet());
            adapters.keySet().retainAll(present);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void add(Instant now, Bean adapter, Map<String, Long> waiting) {
        String name = adapter.key("adapter");
        Figures figures = Figures.of(adapter, waiting.getOrDefault(name, 0L));
        adapters.computeIfAbsent(name, unknown -> new Spans()).add(now, figures);
    }

    private Map<String, Long> waiting() {
        return beans.names("Activation").stream()
                .flatMap(name -> beans.read(name, "WaitingDeliveries").stream())
                .collect(Collectors.groupingBy(
                        bean -> bean.key("adapter"), Collectors.summingLong(bean -> bean.number("WaitingDeliveries")
                                .orElse(0L))));
    }

    /** @param day else the last hour */
    JsonObject columns(String adapter, boolean day) {
        Spans spans = adapters.get(adapter);
        return spans == null ? Json.createObjectBuilder().build() : (day ? spans.day : spans.hour).columns();
    }

    int adapters() {
        return adapters.size();
    }

    private static final class Spans {
        private final Series hour = new Series(STEP, Duration.ofHours(1));
        private final Series day = new Series(Duration.ofMinutes(1), Duration.ofDays(1));

        /** Each is in its own time: a server that was busy may come late. */
        private void add(Instant now, Figures figures) {
            hour.add(now, figures);
            if (day.isDue(now)) {
                day.add(now, figures);
            }
        }
    }
}
