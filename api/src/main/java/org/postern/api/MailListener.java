package org.postern.api;

/**
 * Implemented by a message-driven bean that receives mail.
 *
 * <p><b>Outcome.</b> The sending server hears {@code 250} if, and only if, the transaction of this call committed.
 * Until then it keeps the message and is responsible for it.
 *
 * <table>
 * <caption>What the sender hears</caption>
 * <tr><th>the bean</th><th>the transaction</th><th>the reply</th></tr>
 * <tr><td>returns</td><td>commits</td><td>250</td></tr>
 * <tr><td>returns</td><td>is rolled back</td><td>451, the sender tries again later</td></tr>
 * <tr><td>throws {@link MailRejectedException}</td><td>is rolled back</td><td>the exception's own reply</td></tr>
 * <tr><td>throws anything else</td><td>is rolled back</td><td>451, the sender tries again later</td></tr>
 * </table>
 *
 * <p>Without a container transaction ({@code NOT_SUPPORTED} or bean-managed) returning normally means that the message
 * is taken. A bean that manages its own transaction has to roll it back before it rejects the message.
 *
 * <p><b>Threads.</b> The container calls one bean instance from one thread at a time, and several instances at once.
 * The call may take its time, the sender waits: RFC 5321 section 4.5.3.2.6 asks senders to wait ten minutes.
 *
 * <p><b>Again.</b> A sender that did not hear the reply, because the connection broke, sends the message again. Work
 * that must not be done twice should be keyed by something that the message itself carries.
 */
@FunctionalInterface
public interface MailListener {
    /**
     * Takes one message, complete and within the limits that were configured.
     *
     * @param message the message, valid until this call returns
     * @throws MailRejectedException to refuse the message; it rolls the transaction back and is the reply
     */
    void onMessage(MailMessage message) throws MailRejectedException;
}
