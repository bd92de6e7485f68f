package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An attachment of the message. The parameter is an {@code Attachment} or an {@code InputStream} of its octets: the first one of the
 * type, and a message without one is not for the method. Or an {@code Optional<Attachment>}, or a {@code List<Attachment>} of all
 * of the type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Part {
    /**
     * Names the media type.
     *
     * @return such as {@code application/pdf}, {@code image/*}, or {@code *} for all; case does not count
     */
    String value() default "*";
}
