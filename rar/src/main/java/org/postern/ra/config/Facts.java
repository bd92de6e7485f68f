package org.postern.ra.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be written for a property, said part by part where {@link Property} lists it. */
final class Facts {
    final String type;
    final List<String> words;
    String byDefault = "";
    String whenUnset = "";
    boolean confidential;
    boolean fixedAtStart;

    @Nullable
    Bounds bounds;

    private Facts(String type, List<String> words) {
        this.type = type;
        this.words = words;
    }

    static Facts text(String type) {
        return new Facts(type, List.of());
    }

    /** One of these words. */
    static Facts choice(String... words) {
        List<String> all = List.of(words);
        return new Facts(all.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")), all);
    }

    /** A whole number of these. */
    static Facts number(String unit) {
        return new Facts(unit, List.of());
    }

    Facts between(long least, long most) {
        bounds = new Bounds(least, most);
        return this;
    }

    Facts byDefault(String value) {
        byDefault = value;
        return this;
    }

    Facts byDefault(long value) {
        return byDefault(Long.toString(value));
    }

    /** What holds without a value, where no value stands for it. */
    Facts whenUnset(String meaning) {
        whenUnset = meaning;
        return this;
    }

    Facts confidential() {
        confidential = true;
        return this;
    }

    /** Something is laid out by it when the adapter begins, which would have to be made again. */
    Facts fixedAtStart() {
        fixedAtStart = true;
        return this;
    }
}
