package org.postern.ra;

import org.postern.api.ReplyingMailListener;

/** The same for a bean whose listener interface is {@link ReplyingMailListener}; see {@link RecipientAwareActivationSpec}. */
public final class ReplyingActivationSpec extends SmtpActivationSpec {
    private static final long serialVersionUID = 1L;

    @Override
    Class<?> listenerType() {
        return ReplyingMailListener.class;
    }
}
