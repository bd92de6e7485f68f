package org.postern.api;

/**
 * Implemented by a message-driven bean that receives mail.
 *
 * <p><b>Outcome.</b> Until the sending server hears {@code 250} it keeps the message and is responsible for it. It hears that
 * when the transaction of this call has committed, and not before.
 *
 * <table>
 * <caption>What becomes of a message at one bean, and what its sender hears</caption>
 * <tr><th>the bean</th><th>the transaction</th><th>the reply</th></tr>
 * <tr><td>returns</td><td>commits</td><td>250</td></tr>
 * <tr><td>returns</td><td>is rolled back, or its outcome is unknown</td><td>451, the sender tries again later</td></tr>
 * <tr><td>throws {@link MailRejectedException}</td><td>is rolled back</td><td>the exception's own reply</td></tr>
 * <tr><td>throws anything else, checked or not</td><td>is rolled back</td><td>451, the sender tries again later</td></tr>
 * <tr><td>throws an exception whose class has {@code @ApplicationException(rollback = false)}</td><td>commits</td>
 * <td>250: the application has chosen to keep the message</td></tr>
 * <tr><td>takes longer than {@code deliveryTimeoutSeconds}</td><td>is rolled back when the bean returns</td>
 * <td>451, at once</td></tr>
 * <tr><td>is not called, because the user who has authenticated lacks a role</td><td>none</td><td>550</td></tr>
 * <tr><td>is not called, because it has committed the same message already and the sender did not hear it</td><td>none</td>
 * <td>250</td></tr>
 * <tr><td>is not called, because it is paused, busy for too long or being undeployed</td><td>none</td>
 * <td>451, the sender tries again later</td></tr>
 * </table>
 *
 * <p><b>Several outcomes, one reply.</b> Where several beans get a copy ({@code overlap=copy}), or a bean gets a message for each
 * recipient ({@code transaction=recipient}), the sender hears the worst of their outcomes: a permanent refusal before a temporary
 * one before success. What has committed is not done again when the sender tries again for the sake of the rest. In LMTP each
 * recipient has a reply of its own.
 *
 * <p><b>Without a transaction of the container</b> ({@code NOT_SUPPORTED} or bean-managed) returning normally means that the
 * message is taken, unless the bean has left a transaction of its own open, which the container rolls back: 451. A bean that manages
 * its own transaction has to roll it back before it rejects the message, and is waited for however long it takes: what it has done
 * could not be taken back.
 *
 * <p><b>Threads.</b> The container calls one bean instance from one thread at a time, and several instances at once. The call may
 * take its time, the sender waits: RFC 5321 section 4.5.3.2.6 asks senders to wait ten minutes.
 *
 * <p><b>Again.</b> A sender that did not hear the reply, because the connection broke, sends the message again. The adapter
 * recognises it in most cases, and never in all: not after {@code duplicateWindowSeconds}, from another address of the sender,
 * at another server, or when its memory was lost. Work that must not be done twice is keyed by
 * {@link MailMessage#deliveryKey()}, or by something that the message itself carries.
 *
 * <p>Applications implement it.
 */
@FunctionalInterface
public interface MailListener {
    /**
     * Takes one message, complete and within the limits that were configured.
     *
     * @param message the message, valid until this call returns
     * @throws MailRejectedException to refuse the message; it rolls the transaction back and is the reply, unless another bean
     *     that got a copy has a worse one
     */
    void onMessage(MailMessage message) throws MailRejectedException;
}
