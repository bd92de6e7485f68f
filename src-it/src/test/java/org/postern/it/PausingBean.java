package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.resource.AdministeredObjectDefinition;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.postern.api.MailInflow;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** Pauses what its recipients say, with the administered object of its application, or with one that was bound by hand. */
@MessageDriven
@AdministeredObjectDefinition(
        name = PausingBean.INFLOW,
        interfaceName = "org.postern.api.MailInflow",
        className = "org.postern.ra.SmtpMailInflow",
        resourceAdapter = "#postern")
public class PausingBean implements MailListener {
    static final String INFLOW = "java:app/mail/inflow";

    /** Where an administrator has bound another one. */
    static final String BOUND_BY_HAND = "mail/inflow";

    @Resource(lookup = INFLOW)
    private MailInflow inflow;

    @Override
    public void onMessage(MailMessage message) throws MailRejectedException {
        switch (message.envelope().recipients().get(0).address().replaceFirst("@.*", "")) {
            case "all" -> inflow.pause();
            case "bean" -> inflow.pause(PausingBean.class.getName());
            case "looked-up" -> lookUp(INFLOW).pause();
            case "bound-by-hand" -> lookUp(BOUND_BY_HAND).pause();
            case "names" -> throw MailRejectedException.permanently("5.6.0", String.join(" and ", inflow.names()));
            default -> throw new IllegalArgumentException();
        }
    }

    @SuppressWarnings("BanJNDI") // A name of ours.
    private static MailInflow lookUp(String name) {
        try {
            return (MailInflow) new InitialContext().lookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }
}
