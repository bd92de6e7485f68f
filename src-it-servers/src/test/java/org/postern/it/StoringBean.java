package org.postern.it;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;

/** Stores whom a message is for, in the container's transaction. */
@MessageDriven
public class StoringBean implements MailListener {
    /** Long enough to be killed in. */
    private static final Duration WORK = Duration.ofMillis(100);

    @Resource(lookup = Ears.LEDGER)
    private DataSource ledger;

    @Override
    public void onMessage(MailMessage message) {
        Misbehaviour.store(ledger, message.envelope().recipients().get(0).address());
        LockSupport.parkNanos(WORK.toNanos());
    }
}
