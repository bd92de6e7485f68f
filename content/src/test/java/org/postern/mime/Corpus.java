package org.postern.mime;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Messages that are malformed or unusual, each with its right values. */
final class Corpus {
    private Corpus() {}

    /** One of them. Its result is right if it agrees with one whole answer. */
    record Case(String name, boolean hasReversePath, List<ExpectedContent> answers) {
        /** What the name begins with: ct, cte, cs, ew, fn, ad, dsn, au, st. */
        String kind() {
            return name.replaceFirst("\\d.*", "");
        }

        TestMail mail() {
            TestMail mail = TestMail.of(octets(name + ".eml"));
            return hasReversePath ? mail : mail.withoutReversePath();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        try (JsonReader reader = Json.createReader(open("expected.json"))) {
            return reader.readObject().getJsonArray("cases").getValuesAs(JsonObject.class).stream()
                    .map(one -> new Case(
                            one.getString("name"),
                            one.getBoolean("reversePath", true),
                            one.getJsonArray("answers").getValuesAs(JsonValue::asJsonObject).stream()
                                    .map(ExpectedContent::new)
                                    .toList()))
                    .toList();
        }
    }

    private static byte[] octets(String file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Corpus.class.getResourceAsStream("corpus/" + file), file);
    }
}
