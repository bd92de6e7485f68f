package org.postern.monitoring;

import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Decides by the recipient: orders are taken, others refused, and some make it fail. */
class OrderBean implements MailListener {
    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        String recipient = message.envelope().recipients().get(0).address();
        if (recipient.startsWith("failure@")) {
            throw new IllegalStateException("The order book is closed");
        } else if (!recipient.startsWith("orders@")) {
            throw MailRejectedException.permanently("5.1.1", "No such desk");
        }
    }
}
