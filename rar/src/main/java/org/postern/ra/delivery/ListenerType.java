package org.postern.ra.delivery;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailEndpoint;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;
import org.postern.api.ReplyingMailListener;

/** The listener interfaces that a bean can have. */
enum ListenerType {
    MAIL(MailListener.class, "onMessage") {
        @Override
        BeanCall.Invocation delivering(MailMessage message) {
            return endpoint -> {
                as(MailListener.class, endpoint).onMessage(message);
                return Optional.empty();
            };
        }
    },

    RECIPIENT_AWARE(RecipientAwareMailListener.class, "onMessage") {
        @Override
        BeanCall.Invocation delivering(MailMessage message) {
            return MAIL.delivering(message);
        }

        @Override
        BeanCall.Invocation asking(RecipientInquiry inquiry) {
            return endpoint -> {
                as(RecipientAwareMailListener.class, endpoint).onRecipient(inquiry);
                return Optional.empty();
            };
        }

        @Override
        boolean asksAboutRecipients(@Nullable Class<?> bean) {
            return true;
        }
    },

    REPLYING(ReplyingMailListener.class, "onMail") {
        @Override
        BeanCall.Invocation delivering(MailMessage message) {
            return endpoint ->
                    Optional.ofNullable(as(ReplyingMailListener.class, endpoint).onMail(message));
        }

        @Override
        BeanCall.Invocation asking(RecipientInquiry inquiry) {
            return endpoint -> {
                as(ReplyingMailListener.class, endpoint).onRecipient(inquiry);
                return Optional.empty();
            };
        }

        /** What the interface itself answers need not be asked. */
        @Override
        boolean asksAboutRecipients(@Nullable Class<?> bean) {
            return bean == null
                    || Arrays.stream(bean.getMethods())
                            .filter(method -> method.getName().equals("onRecipient"))
                            .anyMatch(method -> method.getDeclaringClass() != ReplyingMailListener.class);
        }
    },

    /** Without methods of its own: its beans are called by {@link EndpointListener}. */
    ENDPOINT(MailEndpoint.class, "");

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

    /** The method of the bean's own listener interface which takes messages. */
    Method method() throws NoSuchMethodException {
        return type.getMethod(method, MailMessage.class);
    }

    /** The method which is asked about recipients. */
    Method question() throws NoSuchMethodException {
        return type.getMethod("onRecipient", RecipientInquiry.class);
    }

    /** Gives the bean a message. */
    BeanCall.Invocation delivering(MailMessage message) {
        throw new IllegalStateException("No method of this type is for " + message.id());
    }

    /** Asks the bean about a recipient; without an answer it is welcome. */
    BeanCall.Invocation asking(RecipientInquiry inquiry) {
        return endpoint -> Optional.empty();
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
