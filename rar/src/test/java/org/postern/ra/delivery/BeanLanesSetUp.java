package org.postern.ra.delivery;

import jakarta.resource.spi.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.postern.net.MailTransaction;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.config.Property;
import org.postern.smtp.Recipient;

/** A bean, and messages and questions for it, on threads that a test gives. */
abstract class BeanLanesSetUp {
    static final int WAIT_SECONDS = 60;
    static final int QUESTION_SECONDS = 10;

    final LogLines log = new LogLines();
    final ManualClock time = new ManualClock();
    final ManualWorkManager workManager = new ManualWorkManager();
    final FakeTransactions transactions = new FakeTransactions();
    final List<String> done = new ArrayList<>();
    final List<String> replies = new ArrayList<>();
    final FakeBean bean = new FakeBean(transactions)
            .asked(check -> done.add(check.recipient().address().replace("@example.com", "")))
            .doing(message -> done.add(message.id()));
    final BeanLanes lanes = Settings.lanes(workManager, time);
    final Deliveries deliveries = Settings.deliveries(lanes, transactions, time);
    final RecipientChecks recipientChecks =
            new RecipientChecks(lanes, new FakeTransactions().ofThreads(), time, new DeliveryMessages(Settings.log()));
    Activation activation = activation(1, 100);

    @AfterEach
    void close() {
        log.close();
    }

    Activation activation(int concurrent, int waiting) {
        return new Activation(
                bean,
                Settings.endpoint(
                        Property.MAX_CONCURRENT_DELIVERIES,
                        concurrent,
                        Property.MAX_WAITING_DELIVERIES,
                        waiting,
                        Property.DELIVERY_WAIT_SECONDS,
                        WAIT_SECONDS,
                        Property.RECIPIENT_TIMEOUT_SECONDS,
                        QUESTION_SECONDS));
    }

    void full() {
        bean.creating(() -> {
            throw new UnavailableException("no instance");
        });
    }

    void message(String id) {
        ReceivedMessage message = ReceivedMessages.message(id, "x");
        deliveries
                .submit(message, activation, deliveries.duplicateCheck(activation, Namesake.NONE))
                .thenAccept(reply -> replies.add(id + " " + reply.toString().substring(0, 3)));
    }

    void question(String id) {
        MailTransaction transaction = ReceivedMessages.transaction();
        recipientChecks
                .ask(activation, transaction, new Recipient(id + "@example.com", Map.of()))
                .thenAccept(refusal -> replies.add(id + " "
                        + refusal.map(reply -> reply.toString().substring(0, 3)).orElse("ok")));
    }

    void runOne(Random random) {
        if (!workManager.given().isEmpty()) {
            workManager.run(random.nextInt(workManager.given().size()));
        }
    }

    void runAll() {
        while (!workManager.given().isEmpty()) {
            workManager.runNext();
        }
    }
}
