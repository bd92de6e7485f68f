package org.postern.it;

import jakarta.ejb.MessageDriven;
import org.postern.api.MailInflow;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Pauses what its recipients say, in the middle of a message. */
@MessageDriven
public class PausingBean implements MailListener {
    private final MailInflow inflow = new MailInflow();

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        switch (message.envelope().recipients().get(0).address().replaceFirst("@.*", "")) {
            case "all" -> inflow.pause();
            case "bean" -> inflow.pause(PausingBean.class.getName());
            case "address" ->
                inflow.pause(message.session().localAddress().toString().replaceFirst("^.*/", ""));
            case "names" -> throw MailRejectedException.permanently("5.6.0", String.join(" and ", inflow.names()));
            default -> throw new IllegalArgumentException();
        }
    }
}
