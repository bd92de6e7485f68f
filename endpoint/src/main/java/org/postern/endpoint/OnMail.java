package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a public method of a {@link org.postern.api.MailEndpoint} takes mail. It returns nothing or a
 * {@link org.postern.api.MailReply}, and its parameters are:
 *
 * <ul>
 *   <li>{@link Detail}: a piece of the recipient's address,
 *   <li>{@link HeaderOf}: a field of the header,
 *   <li>{@link Part}: an attachment,
 *   <li>{@link NewText}: what is new in an answer,
 *   <li>and without annotation {@code MailMessage}, {@code MailEnvelope}, {@code MailEnvelope.Recipient}, {@code MailSession},
 *       {@code MailHeaders} and {@code MailContent}.
 * </ul>
 *
 * <p>It may throw {@link org.postern.api.MailRejectedException}, which is the reply, and anything else, checked or not: that rolls its
 * transaction back, and the sender tries again later.
 *
 * <p>Of several methods that could take a message the one decides whose {@link #to()} has most characters that stand for
 * themselves, and among those the one with most {@link #header()} conditions. Two that could not be told apart that way are
 * refused when the application is deployed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnMail {
    /**
     * Says for which recipients.
     *
     * @return an address, in which {@code {name}} stands for one or more characters, and an asterisk for any number of them;
     *     case does not count. Empty: for all
     */
    String to() default "";

    /**
     * Says which fields the header must have, all of them.
     *
     * @return {@code Name} for a field that is there, {@code Name: value} for one whose first occurrence has this value, in which
     *     an asterisk stands for any characters; case does not count
     */
    String[] header() default {};
}
