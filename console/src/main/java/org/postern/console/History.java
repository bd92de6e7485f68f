package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** The last messages and refusals of all adapters that keep them. */
final class History {
    private static final Logger LOGGER = Logger.getLogger("org.postern.console");

    /** Of each adapter. */
    static final int MOST = 200;

    /** Further adapters are not asked. */
    static final int MOST_ADAPTERS = 16;

    private static final int LONGEST_ID = 256;

    private final Beans beans;

    History(Beans beans) {
        this.beans = beans;
    }

    JsonObject messages() {
        return ask("messages", List.of(MOST));
    }

    JsonObject refusals() {
        return ask("refusals", List.of(MOST));
    }

    /** What became of what has this id, which stands in the sender's error. */
    JsonObject find(String id) {
        String wanted = id.strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST_ID) {
            throw new RefusedException(400, "An id has 1 to " + LONGEST_ID + " characters");
        }
        return ask("find", List.of(wanted));
    }

    /** Whether there is an adapter that can be asked. */
    boolean isKept() {
        return !kept("refusals").isEmpty();
    }

    private List<ObjectName> kept(String operation) {
        return beans.names("History").stream()
                .filter(one -> beans.has(one, operation))
                .limit(MOST_ADAPTERS)
                .toList();
    }

    /** An adapter that fails hides nothing that the others know; how many do is said. */
    private JsonObject ask(String operation, List<Object> parameters) {
        List<ObjectName> kept = kept(operation);
        List<CompositeData> found = new ArrayList<>();
        int failed = 0;
        for (ObjectName one : kept) {
            try {
                rows(beans.invoke(one, operation, parameters)).limit(MOST).forEach(found::add);
            } catch (RefusedException e) { // It may have gone meanwhile.
                failed++;
            } catch (JMRuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> one + " has failed at " + operation);
                failed++;
            }
        }
        JsonArrayBuilder rows = Json.createArrayBuilder();
        found.stream()
                .sorted(Comparator.comparing(History::time).reversed())
                .forEach(row -> rows.add(JsonValues.of(row)));
        return Json.createObjectBuilder()
                .add("kept", !kept.isEmpty())
                .add("failed", failed)
                .add("rows", rows)
                .build();
    }

    private static Stream<CompositeData> rows(Object answer) {
        return answer instanceof CompositeData[] several ? Arrays.stream(several) : Stream.empty();
    }

    /** As text it is not in order: a whole second has no fraction. */
    private static Instant time(CompositeData row) {
        try {
            return Instant.parse(row.containsKey("time") ? String.valueOf(row.get("time")) : "");
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }
}
