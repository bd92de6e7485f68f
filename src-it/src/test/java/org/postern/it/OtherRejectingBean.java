package org.postern.it;

import jakarta.ejb.MessageDriven;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Wants no mail either. */
@MessageDriven
public class OtherRejectingBean implements MailListener {
    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        throw MailRejectedException.permanently("5.7.1", RejectingBean.TEXT);
    }
}
