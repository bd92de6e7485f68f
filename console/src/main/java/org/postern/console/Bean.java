package org.postern.console;

import java.util.Map;
import java.util.Optional;
import javax.management.ObjectName;

/** What one management bean said at one moment. Attributes that it does not have are not there. Immutable. */
record Bean(ObjectName name, Map<String, Object> attributes) {
    /** By which the page names it again. */
    String id() {
        return name.getCanonicalName();
    }

    /** The key of its name, without quotes; empty if it has none. */
    String key(String key) {
        String value = name.getKeyProperty(key);
        if (value == null) {
            return "";
        }
        return value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }

    /** A text; empty if there is none. */
    String text(String attribute) {
        return attributes.get(attribute) instanceof String text ? text : "";
    }

    Optional<Long> number(String attribute) {
        return attributes.get(attribute) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    /** Whether the number is there and is this one. */
    boolean is(String attribute, long value) {
        return number(attribute).filter(one -> one == value).isPresent();
    }
}
