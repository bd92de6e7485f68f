package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.config.Property;

/** One bean with its limits, and a WorkManager that runs nothing by itself. */
abstract class DeliveriesSetUp {
    final FakeTransactions transactions = new FakeTransactions();
    final ManualWorkManager workManager = new ManualWorkManager();
    final FakeBean bean = new FakeBean(transactions);
    Activation activation = new Activation(bean, Settings.endpoint());
    final List<String> replies = new ArrayList<>();
    final List<ReceivedMessage> messages = new ArrayList<>();
    final LogLines log = new LogLines();
    final ManualClock time = new ManualClock();
    BeanLanes lanes = Settings.lanes(workManager, time);

    @AfterEach
    void closeLog() {
        log.close();
    }

    Deliveries deliveries(int concurrent, int waiting) {
        activation = new Activation(
                bean,
                Settings.endpoint(
                        Property.MAX_CONCURRENT_DELIVERIES,
                        concurrent,
                        Property.MAX_WAITING_DELIVERIES,
                        waiting,
                        Property.DELIVERY_WAIT_SECONDS,
                        60,
                        Property.DELIVERY_TIMEOUT_SECONDS,
                        100));
        return Settings.deliveries(lanes, transactions, time);
    }

    void submit(Deliveries deliveries, ReceivedMessage message, Activation bean) {
        deliveries
                .submit(message, bean, deliveries.duplicateCheck(bean, Namesake.NONE))
                .thenAccept(reply -> replies.add(reply.toString()));
    }

    void submit(Deliveries deliveries, int count) {
        for (int i = 0; i < count; i++) {
            ReceivedMessage message =
                    ReceivedMessages.message("m-" + messages.size(), Integer.toString(messages.size()));
            messages.add(message);
            submit(deliveries, message, activation);
        }
    }

    void assertAnsweredOnce(String prefix) {
        assertThat(replies).isNotEmpty().allSatisfy(reply -> assertThat(reply).startsWith(prefix));
        assertThat(replies.stream().distinct()).hasSameSizeAs(replies);
    }

    void assertFreed(int index) {
        assertThatIOException().isThrownBy(() -> messages.get(index).content().openStream());
    }
}
