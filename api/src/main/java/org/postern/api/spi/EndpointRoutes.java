package org.postern.api.spi;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.RecipientInquiry;

/** The methods of one bean, and the mail that they take. Immutable, and thread-safe. */
public interface EndpointRoutes {
    /**
     * Gives all methods that can be called.
     *
     * @return methods of the bean's class, at least one
     */
    Set<Method> methods();

    /**
     * Decides about a recipient, as far as the address tells.
     *
     * @param inquiry about whom
     * @return a method that wants to be asked; empty if none does, and mail is taken
     * @throws MailRejectedException if no method takes mail for this recipient
     */
    Optional<EndpointCall> recipient(RecipientInquiry inquiry) throws MailRejectedException;

    /**
     * Finds the method for a message. Reads its content if the methods of the bean differ by it.
     *
     * @param message with one recipient
     * @return the method to be called
     * @throws MailRejectedException if no method takes such a message
     * @throws IOException if the content cannot be read
     */
    EndpointCall message(MailMessage message) throws MailRejectedException, IOException;
}
