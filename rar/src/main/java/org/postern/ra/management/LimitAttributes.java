package org.postern.ra.management;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import org.jspecify.annotations.Nullable;
import org.postern.ra.config.Property;
import org.postern.ra.config.WritableLimits;
import org.postern.ra.log.LifeMessages;

/** Limits as attributes of a management bean: each property that can be written is one, under its own name. Thread-safe. */
public final class LimitAttributes {
    private final WritableLimits<?> limits;
    private final String of;
    private final LifeMessages messages;
    private final Map<String, Property> names = new TreeMap<>();

    /**
     * Shows limits.
     *
     * @param of what they limit
     */
    public LimitAttributes(WritableLimits<?> limits, String of, LifeMessages messages) {
        this.limits = limits;
        this.of = of;
        this.messages = messages;
        limits.properties().forEach(property -> names.put(name(property), property));
    }

    /** As attributes are written: with a capital. */
    public static String name(Property property) {
        String name = property.beanName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    Stream<MBeanAttributeInfo> infos() {
        return names.entrySet().stream()
                .map(one -> new MBeanAttributeInfo(
                        one.getKey(), long.class.getName(), description(one.getValue()), true, true, false));
    }

    /** Which of them has a name, if any. */
    @Nullable
    Property property(String name) {
        return names.get(name);
    }

    long get(Property property) {
        return limits.value(property);
    }

    void set(Property property, Object value) throws InvalidAttributeValueException {
        long before = limits.set(property, value);
        messages.limitChanged(property, of, before, limits.value(property));
    }

    private static String description(Property property) {
        return "The property " + property.beanName() + ", which is a whole number from "
                + property.bounds().orElseThrow()
                + ". What is written here is in force at once, and as long as this bean is there.";
    }
}
