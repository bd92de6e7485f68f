package org.postern.it;

import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;

/** What a bean does after it has stored a message: the local part of the recipient says it, up to a plus sign. */
final class Misbehaviour {
    /** What is special to a kind of bean: how it makes its transaction fail. */
    interface RollingBack {
        void rollBack();
    }

    private Misbehaviour() {}

    static String recipient(MailMessage message) {
        return message.envelope().recipients().get(0).address();
    }

    static void show(String recipient, RollingBack transaction) throws MailRejectedException {
        switch (recipient.split("[+@]", 2)[0]) {
            case "return" -> {}
            case "sleep" -> Gate.pass();
            case "throw" -> throw new IllegalStateException("a secret of the application");
            case "error" -> throw new StackOverflowError("a secret of the application");
            case "rollback-only" -> transaction.rollBack();
            case "reject" -> throw MailRejectedException.permanently("5.7.1", "We do not want this");
            case "defer" -> throw MailRejectedException.temporarily("4.7.1", "Come back tomorrow");
            default -> throw new IllegalArgumentException(recipient);
        }
    }
}
