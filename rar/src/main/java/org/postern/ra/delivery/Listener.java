package org.postern.ra.delivery;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Optional;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.RecipientInquiry;

/** How the bean of an activation is called. Thread-safe. */
interface Listener {
    /**
     * Finds what is to be called with a message. The bean is not called yet.
     *
     * @throws MailRejectedException if the bean has nothing to be called with it
     * @throws IOException if the content cannot be read, where that decides
     */
    BeanCall call(MailMessage message) throws MailRejectedException, IOException, NoSuchMethodException;

    /**
     * Finds what is to be called with a question about a recipient. The bean is not called yet. Does not block.
     *
     * @return empty if it is welcome
     * @throws MailRejectedException if it is refused without being asked about
     */
    Optional<BeanCall> question(RecipientInquiry inquiry) throws MailRejectedException, NoSuchMethodException;

    /** The methods that may be called with a message. */
    Collection<Method> deliveryMethods();

    /** Whether it can be called for one recipient at a time only. */
    boolean takesRecipientsApart();
}
