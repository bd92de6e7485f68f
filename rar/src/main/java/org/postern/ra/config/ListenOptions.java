package org.postern.ra.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands behind the question mark of a {@code listen} URI. Immutable.
 *
 * @param backlog how many connections may wait to be accepted
 * @param properties that this address sets for itself
 */
record ListenOptions(int backlog, Map<Property, String> properties) {
    private static final String BACKLOG = "backlog";
    private static final Pattern BACKLOG_VALUE = Pattern.compile("[1-9]\\d{0,4}");
    private static final int DEFAULT_BACKLOG = 1_024;

    ListenOptions {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads {@code name=value} pairs with {@code &} between them. Whether the value of a property is good is found out
     * where the property is read.
     *
     * @param faults takes a sentence without its end for the first thing that is wrong
     */
    static Optional<ListenOptions> parse(String query, Consumer<String> faults) {
        int backlog = DEFAULT_BACKLOG;
        Map<Property, String> properties = new EnumMap<>(Property.class);
        for (String option : query.split("&", -1)) {
            String[] parts = option.split("=", 2);
            Optional<Property> property = property(parts[0]);
            if (parts[0].equals(BACKLOG)
                    && parts.length == 2
                    && BACKLOG_VALUE.matcher(parts[1]).matches()) {
                backlog = Integer.parseInt(parts[1]);
            } else if (property.isPresent() && parts.length == 2 && !parts[1].isEmpty()) {
                properties.put(property.get(), parts[1]);
            } else if (!option.isEmpty()) {
                faults.accept("has the option \"" + option + "\", which is not understood. The options are: " + BACKLOG
                        + "=1 to 99999, and the properties " + names());
                return Optional.empty();
            }
        }
        return Optional.of(new ListenOptions(backlog, properties));
    }

    private static Optional<Property> property(String name) {
        return Arrays.stream(Property.values())
                .filter(property -> property.scope() == Property.Scope.OPTION)
                .filter(property -> property.beanName().equals(name))
                .findFirst();
    }

    private static String names() {
        return Arrays.stream(Property.values())
                .filter(property -> property.scope() == Property.Scope.OPTION)
                .map(Property::beanName)
                .collect(Collectors.joining(", "));
    }
}
