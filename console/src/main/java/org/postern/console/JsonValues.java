package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** What a management bean says, as JSON. Much of it was said by peers, so all of it is cut. */
final class JsonValues {
    static final int MOST_CHARACTERS = 4096;
    static final int MOST_ROWS = 500;

    /** Of rows in rows; certificates and durations have two. */
    private static final int DEEPEST = 5;

    private JsonValues() {}

    static JsonValue of(@Nullable Object value) {
        return of(value, 0);
    }

    static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }

    private static JsonValue of(@Nullable Object value, int depth) {
        if (value == null || depth > DEEPEST) {
            return JsonValue.NULL;
        }
        if (value instanceof Boolean truth) {
            return truth ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof CompositeData row) {
            return row(row, depth);
        }
        if (value instanceof TabularData table) {
            return table(table, depth);
        }
        if (value instanceof Object[] several) {
            return rows(Arrays.asList(several), depth);
        }
        return Json.createValue(cut(value.toString()));
    }

    private static JsonValue number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) ? Json.createValue(number.doubleValue()) : JsonValue.NULL;
        }
        return Json.createValue(number.longValue());
    }

    private static JsonValue row(CompositeData row, int depth) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        row.getCompositeType().keySet().forEach(key -> object.add(key, of(row.get(key), depth + 1)));
        return object.build();
    }

    /** A map is a table of rows with key and value (Java's rules for MXBeans). */
    private static JsonValue table(TabularData table, int depth) {
        if (!table.getTabularType().getRowType().keySet().containsAll(List.of("key", "value"))) {
            return rows(table.values(), depth);
        }
        JsonObjectBuilder object = Json.createObjectBuilder();
        table.values().stream()
                .limit(MOST_ROWS)
                .map(CompositeData.class::cast)
                .forEach(row -> object.add(cut(String.valueOf(row.get("key"))), of(row.get("value"), depth + 1)));
        return object.build();
    }

    private static JsonValue rows(Collection<?> several, int depth) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        several.stream().limit(MOST_ROWS).forEach(one -> array.add(of(one, depth + 1)));
        return array.build();
    }
}
