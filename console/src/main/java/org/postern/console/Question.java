package org.postern.console;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** What the page asks, where an address is no place for it: a JSON object of texts. Immutable. */
final class Question {
    private static final int MOST_OCTETS = 16_384;

    private final JsonObject values;

    private Question(JsonObject values) {
        this.values = values;
    }

    /** Reads no more than a question may have. */
    static Question read(InputStream body) {
        try {
            byte[] octets = body.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw new RefusedException(413, "The question is too long");
            }
            return of(new String(octets, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RefusedException(400, "The question did not arrive as a whole", e);
        }
    }

    static Question of(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return new Question(reader.readObject());
        } catch (RuntimeException e) { // Besides its own: Parsson has a plain one for what is nested too deep.
            throw new RefusedException(
                    400, "The question is no JSON object"); // Without the cause: it may have a password in it.
        }
    }

    /** Empty if it is not there, or no text. */
    String text(String name) {
        JsonValue value = values.getOrDefault(name, JsonValue.NULL);
        return value instanceof JsonString text ? text.getString() : "";
    }

    int port(String name) {
        String text = text(name).strip();
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new RefusedException(400, "This is no port: " + JsonValues.cut(text));
        }
        return Integer.parseInt(text);
    }
}
