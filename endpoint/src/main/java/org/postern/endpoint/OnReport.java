package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a public method of a {@link org.postern.api.MailEndpoint} takes reports about the delivery of other messages (RFC
 * 3464, and those of servers that do not keep to it). Parameters as with {@link OnMail}, and {@code DeliveryStatus}.
 *
 * <p>A report that no such method wants is mail like any other.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnReport {
    /**
     * Says for which recipients.
     *
     * @return see {@link OnMail#to()}
     */
    String to() default "";
}
