package org.postern.bench.server;

import org.postern.api.MailListener;
import org.postern.api.MailMessage;

/** Forgets each message. Its descriptor is written by {@link DiscardingEar}. */
public final class DiscardingBean implements MailListener {
    @Override
    public void onMessage(MailMessage message) {
        // It returns, the transaction commits, and the sender hears 250.
    }
}
