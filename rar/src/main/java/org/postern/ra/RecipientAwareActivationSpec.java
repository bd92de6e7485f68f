package org.postern.ra;

import org.postern.api.RecipientAwareMailListener;

/**
 * The same for a bean whose listener interface is {@link RecipientAwareMailListener}. A class of its own, so that an activation
 * tells which of them it is: {@code getEndpointClass()} is allowed to give null.
 */
public final class RecipientAwareActivationSpec extends SmtpActivationSpec {
    private static final long serialVersionUID = 1L;

    @Override
    Class<?> listenerType() {
        return RecipientAwareMailListener.class;
    }
}
