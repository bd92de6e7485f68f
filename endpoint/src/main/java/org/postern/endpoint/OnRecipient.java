package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a public method of a {@link org.postern.api.MailEndpoint} decides about recipients, before the message comes: it
 * throws {@link org.postern.api.MailRejectedException}, or returns nothing. Its parameters are {@link Detail}s,
 * {@code RecipientInquiry}, {@code MailEnvelope.Recipient} and {@code MailSession}. The adapter begins no transaction for it; what
 * {@code RecipientAwareMailListener} says holds for it.
 *
 * <p>A recipient for which no method takes mail is refused without it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnRecipient {
    /**
     * Says about which recipients.
     *
     * @return see {@link OnMail#to()}
     */
    String value() default "";
}
