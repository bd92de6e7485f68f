package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field of the message's header, decoded. The parameter is a {@code String}, empty if there is no such field, an
 * {@code Optional<String>}, or a {@code List<String>} of all fields of the name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface HeaderOf {
    /**
     * Names the field.
     *
     * @return the name, without a colon
     */
    String value();
}
