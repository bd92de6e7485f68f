package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.postern.api.MailMessage;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;

class MessageLifetimeTest {
    private final FakeTransactions transactions = new FakeTransactions();
    private final FakeBean bean = new FakeBean(transactions);

    @Test
    void theContentOfAMessageEndsWithTheCall() throws Exception {
        AtomicReference<InputStream> kept = new AtomicReference<>();
        AtomicReference<MailMessage> mail = new AtomicReference<>();
        bean.doing(received -> {
            mail.set(received);
            kept.set(received.openStream());
        });
        ManualWorkManager workManager = new ManualWorkManager();
        ManualClock time = new ManualClock();
        Deliveries deliveries = Settings.deliveries(Settings.lanes(workManager, time), transactions, time);

        ReceivedMessage message = ReceivedMessages.message("m-1", "hello\r\n");
        Activation activation = new Activation(bean, Settings.endpoint());
        deliveries.submit(message, activation, deliveries.duplicateCheck(activation, Namesake.NONE));
        workManager.runNext();

        assertThatIOException().isThrownBy(() -> kept.get().read());
        assertThatIOException().isThrownBy(() -> mail.get().openStream());
        assertThat(mail.get().id()).isEqualTo("m-1");
        assertThat(mail.get().size()).isEqualTo(7);
    }
}
