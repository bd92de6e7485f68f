package org.postern.ra;

import org.postern.api.MailEndpoint;

/** The same for a bean whose listener interface is {@link MailEndpoint}; see {@link RecipientAwareActivationSpec}. */
public final class EndpointActivationSpec extends SmtpActivationSpec {
    private static final long serialVersionUID = 1L;

    @Override
    Class<?> listenerType() {
        return MailEndpoint.class;
    }
}
