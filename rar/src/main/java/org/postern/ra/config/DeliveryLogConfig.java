package org.postern.ra.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a bean's messages are noted in its transactions. Immutable.
 *
 * @param dataSource its JNDI name; empty if they are not noted
 * @param creates whether the table is made where it is missing
 * @param keeping how long a message is known
 */
public record DeliveryLogConfig(Optional<String> dataSource, boolean creates, Duration keeping) {
    /** Reads everything; problems are left with the configuration. */
    static DeliveryLogConfig read(Configuration from) {
        return new DeliveryLogConfig(
                from.optionalText(Property.DELIVERY_LOG),
                from.choice(Property.DELIVERY_LOG_CREATE, Map.of("false", false, "true", true)),
                Duration.ofDays(from.number(Property.DELIVERY_LOG_DAYS)));
    }
}
