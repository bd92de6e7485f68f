package org.postern.api;

/**
 * Implemented by a message-driven bean that wants a say about each recipient before the message comes: because only its
 * database knows who exists, say.
 *
 * <p>What it refuses here the sender hears at once, for that recipient alone, and the others get their message all the
 * same. A refusal in {@link #onMessage} is for all of them, and comes after the content was transmitted.
 *
 * <p>Bean and deployment descriptor name this interface, not {@link MailListener}, as the bean's listener interface, and
 * the bean's class implements it itself.
 */
public interface RecipientAwareMailListener extends MailListener {
    /**
     * Decides about one recipient. Called after the {@code recipients} patterns of the activation have matched, once for
     * each {@code RCPT TO}, in the order sent; whether a message follows is open.
     *
     * <p><b>Time.</b> The sender waits, and so does everything behind this command. After the configured
     * {@code recipientTimeoutSeconds} the recipient is refused for now, and what this call returns later is not heard.
     *
     * <p><b>Transaction.</b> None of the message's: the adapter begins none. A bean with container-managed transactions
     * gets one for this call alone unless the method has {@code @TransactionAttribute(NOT_SUPPORTED)}, which is faster;
     * its outcome is not looked at.
     *
     * <p><b>Threads.</b> As for {@link #onMessage}; most likely another instance.
     *
     * @param inquiry about whom, and who asks
     * @throws MailRejectedException to refuse the recipient; it is the reply. Any other exception refuses it for now (451)
     */
    void onRecipient(RecipientInquiry inquiry) throws MailRejectedException;

    /** {@inheritDoc} */
    // Payara knows transaction attributes for methods that the listener interface itself declares, and for no others.
    @Override
    void onMessage(MailMessage message) throws MailRejectedException;
}
