package org.postern.ra.delivery;

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
    public boolean takesRecipientsApart() {
        return false;
    }
}
