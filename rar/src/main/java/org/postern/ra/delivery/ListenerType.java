package org.postern.ra.delivery;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;
import org.postern.api.ReplyingMailListener;

/** The listener interfaces that a bean can have, and how each is called. */
enum ListenerType {
    MAIL(MailListener.class, "onMessage") {
        @Override
        Optional<MailReply> deliver(MailMessage message, MessageEndpoint endpoint) throws MailRejectedException {
            as(MailListener.class, endpoint).onMessage(message);
            return Optional.empty();
        }
    },

    RECIPIENT_AWARE(RecipientAwareMailListener.class, "onMessage") {
        @Override
        Optional<MailReply> deliver(MailMessage message, MessageEndpoint endpoint) throws MailRejectedException {
            return MAIL.deliver(message, endpoint);
        }

        @Override
        void ask(RecipientInquiry inquiry, MessageEndpoint endpoint) throws MailRejectedException {
            as(RecipientAwareMailListener.class, endpoint).onRecipient(inquiry);
        }

        @Override
        boolean asksAboutRecipients(@Nullable Class<?> bean) {
            return true;
        }
    },

    REPLYING(ReplyingMailListener.class, "onMail") {
        @Override
        Optional<MailReply> deliver(MailMessage message, MessageEndpoint endpoint) throws MailRejectedException {
            return Optional.ofNullable(as(ReplyingMailListener.class, endpoint).onMail(message));
        }

        @Override
        void ask(RecipientInquiry inquiry, MessageEndpoint endpoint) throws MailRejectedException {
            as(ReplyingMailListener.class, endpoint).onRecipient(inquiry);
        }

        /** What the interface itself answers need not be asked. */
        @Override
        boolean asksAboutRecipients(@Nullable Class<?> bean) {
            return bean == null
                    || Arrays.stream(bean.getMethods())
                            .filter(method -> method.getName().equals("onRecipient"))
                            .anyMatch(method -> method.getDeclaringClass() != ReplyingMailListener.class);
        }
    };

    private final Class<?> type;
    private final String method;

    ListenerType(Class<?> type, String method) {
        this.type = type;
        this.method = method;
    }

    /**
     * The type of a bean. Some containers tell no class, and some know one spec for all listener types: either is enough.
     *
     * @param named the interface to which the container has mapped the bean's activation
     */
    static ListenerType of(Class<?> named, @Nullable Class<?> bean) {
        ListenerType found = MAIL;
        for (ListenerType one : values()) {
            if (one.type == named || (named == MailListener.class && bean != null && one.type.isAssignableFrom(bean))) {
                found = one;
            }
        }
        return found;
    }

    /** What the container is told that a delivery will call: the method of the bean's own listener interface. */
    Method method() throws NoSuchMethodException {
        return type.getMethod(method, MailMessage.class);
    }

    /** Gives the bean a message. */
    abstract Optional<MailReply> deliver(MailMessage message, MessageEndpoint endpoint) throws MailRejectedException;

    /** Asks the bean about a recipient; without an answer it is welcome. */
    void ask(RecipientInquiry inquiry, MessageEndpoint endpoint) throws MailRejectedException {
        // A bean of this type has no opinion.
    }

    /** Whether the bean may have something to say about a recipient. */
    boolean asksAboutRecipients(@Nullable Class<?> bean) {
        return false;
    }

    /** Payara gives a bean that inherits the interface an endpoint without it, when the bean's class does not name it. */
    private static <T> T as(Class<T> listener, MessageEndpoint endpoint) {
        if (listener.isInstance(endpoint)) {
            return listener.cast(endpoint);
        }
        String name = listener.getSimpleName();
        throw new IllegalStateException("The container's endpoint is no " + name
                + ". Let the class of the bean implement " + name
                + " itself, or name it in @MessageDriven(messageListenerInterface = ...), and have the"
                + " listener API in one place only");
    }
}
