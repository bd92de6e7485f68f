package org.postern.endpoint;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What a detail of an address is made into. */
final class Conversion {
    private static final Map<Class<?>, Function<String, Object>> KNOWN = Map.of(
            String.class, text -> text,
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            UUID.class, UUID::fromString);

    private Conversion() {}

    /** How texts become values of a type; empty if they cannot. */
    static Optional<Conversion.To> to(Class<?> type) {
        Function<String, Object> known = KNOWN.get(type);
        if (known != null) {
            return Optional.of(text -> attempt(known, text));
        }
        Object[] constants =
                type.getEnumConstants(); // When the bean is activated: making them runs code of the application.
        return constants == null
                ? Optional.empty()
                : Optional.of(text -> Arrays.stream(constants)
                        .filter(one -> ((Enum<?>) one).name().equalsIgnoreCase(text))
                        .findFirst());
    }

    /** Makes a value of a text; empty if it is none. */
    @FunctionalInterface
    interface To {
        Optional<Object> value(String text);
    }

    /** One text stands for a value, and not also {@code 007} or {@code +7}. */
    private static Optional<Object> attempt(Function<String, Object> conversion, String text) {
        try {
            return Optional.of(conversion.apply(text))
                    .filter(value -> value.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
