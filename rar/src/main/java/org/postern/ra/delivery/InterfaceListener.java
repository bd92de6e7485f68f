package org.postern.ra.delivery;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.postern.api.MailMessage;
import org.postern.api.RecipientInquiry;

/**
 * A bean that is called by the method of its listener interface. Immutable.
 *
 * @param decidesAboutRecipients whether it may have something to say about a recipient
 */
record InterfaceListener(ListenerType type, boolean decidesAboutRecipients) implements Listener {
    @Override
    public BeanCall call(MailMessage message) throws NoSuchMethodException {
        return new BeanCall(type.method(), type.delivering(message));
    }

    @Override
    public Optional<BeanCall> question(RecipientInquiry inquiry) throws NoSuchMethodException {
        return decidesAboutRecipients
                ? Optional.of(new BeanCall(type.question(), type.asking(inquiry)))
                : Optional.empty();
    }

    @Override
    public List<Method> deliveryMethods() {
        try {
            return List.of(type.method());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Another version of the listener API is in the way", e);
        }
    }

    @Override
    public boolean takesRecipientsApart() {
        return false;
    }
}
