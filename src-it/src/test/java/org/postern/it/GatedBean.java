package org.postern.it;

import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Does at once what it is told, or waits at a {@link Gate}; declared in {@code ejb-jar.xml} alone, under any name. */
public class GatedBean implements MailListener {
    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        Misbehaviour.show(message.envelope().recipients().get(0).address(), () -> {
            throw new IllegalStateException("there is nothing to roll back");
        });
    }
}
