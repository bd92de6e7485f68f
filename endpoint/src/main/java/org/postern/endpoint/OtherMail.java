package org.postern.endpoint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how a {@link org.postern.api.MailEndpoint} refuses a message that is for one of its recipients and that no method takes. A bean
 * without it says {@code 550 5.6.0}. A recipient for which no method takes mail is refused before, with {@code 550 5.1.1}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OtherMail {
    /**
     * Gives the code of the reply.
     *
     * @return see {@code MailRejectedException.withReply}
     */
    int replyCode() default 550;

    /**
     * Gives the code of RFC 3463.
     *
     * @return see {@code MailRejectedException.withReply}
     */
    String enhancedStatusCode() default "5.6.0";

    /**
     * Gives the text of the reply.
     *
     * @return see {@code MailRejectedException.withReply}
     */
    String text() default "Nothing here takes a message like this";
}
