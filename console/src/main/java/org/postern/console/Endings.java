package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;

/** The certificates of all adapters in the order of their ends, and what clients meet from then on. */
final class Endings {
    private static final String WITHDRAWN =
            "STARTTLS is not offered any more: senders that demand TLS (MTA-STS, DANE, rules of"
                    + " their own) keep their mail, and return it in the end; others send in plaintext, and notice nothing.";
    private static final String CLOSED = "TLS is required there: no client is served any more.";
    private static final String KEPT =
            "With expiredCertificate=keep it is still served, and senders that verify certificates refuse it.";
    private static final String ANOTHER = "Another certificate of the binding is served there.";

    private Endings() {}

    /** One certificate, and all places where it is bound. */
    private record Ending(String adapter, CompositeData row, Instant end, List<Bean> places) {
        /** Whether all places have another one that lasts longer. */
        private boolean isCovered() {
            return places.stream().allMatch(place -> Places.certificates(place)
                    .anyMatch(other ->
                            Places.isServed(other) && Places.endOf(other).isAfter(end)));
        }

        private boolean isOver(Instant now) {
            return !end.isAfter(now);
        }

        private String consequence(Instant now) {
            // Also beside another one: an adapter that keeps ended certificates looks at no dates when it chooses for a
            // client.
            if (isOver(now) && Places.isServed(row)) {
                return KEPT;
            }
            String withdrawn = places.stream().anyMatch(Places::needsTls) ? CLOSED : WITHDRAWN;
            String then = isCovered() ? ANOTHER : withdrawn;
            return isOver(now) ? then : then + " " + KEPT;
        }
    }

    static JsonArray of(List<Bean> addresses, Instant now) {
        Map<String, Ending> all = new TreeMap<>();
        for (Bean address : addresses) {
            Places.certificates(address)
                    .filter(row -> !Places.endOf(row).equals(Instant.MAX))
                    .forEach(row -> all.computeIfAbsent(
                                    key(address, row),
                                    nothing -> new Ending(
                                            address.key("adapter"), row, Places.endOf(row), new ArrayList<>()))
                            .places()
                            .add(address));
        }
        JsonArrayBuilder rows = Json.createArrayBuilder();
        all.values().stream()
                .sorted(Comparator.comparing(Ending::end))
                .limit(JsonValues.MOST_ROWS)
                .forEach(one -> rows.add(object(one, now)));
        return rows.build();
    }

    private static String key(Bean address, CompositeData row) {
        return String.join(
                "\n",
                address.key("adapter"),
                Places.text(row, "alias"),
                Places.text(row, "subject"),
                Places.text(row, "notAfter"),
                Places.text(row, "verdict"));
    }

    private static JsonObjectBuilder object(Ending ending, Instant now) {
        JsonArrayBuilder places = Json.createArrayBuilder();
        ending.places()
                .forEach(
                        one -> places.add(JsonValues.cut(Places.expectation(one).url())));
        return Json.createObjectBuilder()
                .add("adapter", JsonValues.cut(ending.adapter()))
                .add("alias", JsonValues.cut(Places.text(ending.row(), "alias")))
                .add("subject", JsonValues.cut(Places.text(ending.row(), "subject")))
                .add("end", ending.end().toString())
                .add("daysLeft", Duration.between(now, ending.end()).toDays())
                .add("ended", ending.isOver(now))
                .add("places", places)
                .add("then", ending.consequence(now));
    }
}
