package org.postern.endpoint;

import org.postern.api.MailRejectedException;

/** How a bean refuses what none of its methods takes. Immutable. */
record Refusal(int replyCode, String enhancedStatusCode, String text) {
    /** That of a bean that says nothing about it. */
    static final Refusal USUAL = new Refusal(550, "5.6.0", "Nothing here takes a message like this");

    /**
     * That of a bean.
     *
     * @throws IllegalArgumentException if it could not be said
     */
    static Refusal of(Class<?> bean) {
        OtherMail other = bean.getAnnotation(OtherMail.class);
        Refusal refusal =
                other == null ? USUAL : new Refusal(other.replyCode(), other.enhancedStatusCode(), other.text());
        refusal.exception();
        return refusal;
    }

    MailRejectedException exception() {
        return MailRejectedException.withReply(replyCode, enhancedStatusCode, text);
    }
}
