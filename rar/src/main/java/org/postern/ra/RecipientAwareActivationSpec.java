package org.postern.ra;

/**
 * The same for a bean whose listener interface is {@link org.postern.api.RecipientAwareMailListener}. A class of its own, so
 * that an activation tells which of the two it is: {@code getEndpointClass()} is allowed to give null.
 */
public final class RecipientAwareActivationSpec extends SmtpActivationSpec {
    private static final long serialVersionUID = 1L;

    @Override
    boolean asksAboutRecipients() {
        return true;
    }
}
