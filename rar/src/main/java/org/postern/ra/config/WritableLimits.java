package org.postern.ra.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.management.InvalidAttributeValueException;

/**
 * Limits that an administrator changes while they are in force, in the bounds of their properties. The code that minds them asks
 * for them each time, so that nothing has to be restarted and no address closed. A change lasts as long as what they limit.
 * Thread-safe.
 *
 * @param <T> what they are read into
 */
public final class WritableLimits<T> implements Supplier<T> {
    private final Set<Property> properties = EnumSet.noneOf(Property.class);
    private final Function<Configuration, T> reader;
    private volatile InForce<T> inForce;

    private record InForce<T>(Map<Property, String> values, T limits) {}

    /**
     * Begins with what is configured.
     *
     * @param configured without problems
     * @param such which of the properties that can be written at all
     */
    public WritableLimits(
            Map<Property, String> configured, Predicate<Property> such, Function<Configuration, T> reader) {
        this.reader = reader;
        for (Property property : Property.values()) {
            if (property.isWritable() && such.test(property)) {
                properties.add(property);
            }
        }
        this.inForce = read(configured);
    }

    @Override
    public T get() {
        return inForce.limits();
    }

    /** Those that can be written, in their order. */
    public Set<Property> properties() {
        return Collections.unmodifiableSet(properties);
    }

    public long value(Property property) {
        return Configuration.ofAdapter(inForce.values()).number(property);
    }

    /**
     * Changes one of them.
     *
     * @param wanted a whole number, as whatever a console makes of it
     * @return the value before
     * @throws InvalidAttributeValueException if the property would not take it; nothing changes then
     */
    public synchronized long set(Property property, Object wanted) throws InvalidAttributeValueException {
        long before = value(property);
        Map<Property, String> values = new EnumMap<>(inForce.values());
        values.put(property, String.valueOf(wanted));
        Configuration changed = Configuration.ofAdapter(values);
        changed.number(property);
        if (changed.hasProblems()) {
            throw new InvalidAttributeValueException(property.beanName() + " cannot be " + wanted
                    + ": write a whole number from " + property.bounds().orElseThrow() + ". It is still " + before);
        }
        inForce = read(values);
        return before;
    }

    private InForce<T> read(Map<Property, String> values) {
        return new InForce<>(values, reader.apply(Configuration.ofAdapter(values)));
    }
}
