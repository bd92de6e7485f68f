package org.postern.api;

import org.jspecify.annotations.Nullable;

/**
 * Implemented by a message-driven bean that tells the sender what has become of its message: {@code Ticket 4711}.
 *
 * <p>All that is said of {@link MailListener} holds for this interface as well, but for the name of the method and what it
 * returns. Bean and deployment descriptor name this interface as the bean's listener interface, and the bean's class implements
 * it itself and none of the others.
 */
@FunctionalInterface
public interface ReplyingMailListener {
    /**
     * Takes one message, as {@link MailListener#onMessage(MailMessage)} does.
     *
     * @param message the message, valid until this call returns
     * @return what the sender hears once the transaction of this call has committed, and not before; null is
     *     {@link MailReply#accepted()}
     * @throws MailRejectedException to refuse the message; see {@link MailListener}
     */
    @Nullable
    MailReply onMail(MailMessage message) throws MailRejectedException;

    /**
     * Decides about one recipient, as {@link RecipientAwareMailListener#onRecipient(RecipientInquiry)} does. A bean that does not
     * override this method is not asked, and takes mail for all recipients that its patterns match.
     *
     * @param inquiry about whom, and who asks
     * @throws MailRejectedException to refuse the recipient; it is the reply. Any other exception refuses it for now (451)
     */
    default void onRecipient(RecipientInquiry inquiry) throws MailRejectedException {
        // All are welcome.
    }
}
