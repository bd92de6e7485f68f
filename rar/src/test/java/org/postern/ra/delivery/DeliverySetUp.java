package org.postern.ra.delivery;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;

/** One delivery to a bean, in the transaction of a container that does what a test wants. */
abstract class DeliverySetUp {
    static final List<String> PAIRED = List.of("create", "before onMessage", "onMessage", "after", "release");
    static final String TAKEN = "250 2.0.0 OK, message m-1 accepted\r\n";
    static final String LATER = "451 4.3.0 Message m-1 could not be processed, try again later\r\n";
    static final String BUSY = "451 4.3.2 Message m-1 cannot be taken at the moment, try again later\r\n";

    final FakeTransactions transactions = new FakeTransactions();
    final FakeBean bean = new FakeBean(transactions);
    final ReceivedMessage message = ReceivedMessages.message("m-1", "hello\r\n");
    final LogLines log = new LogLines();

    @AfterEach
    void closeLog() {
        log.close();
    }

    String deliver() {
        return deliver(activation());
    }

    String deliver(Activation activation) {
        return delivery(activation).deliver().orElseThrow().toString();
    }

    Delivery delivery(Activation activation) {
        return new Delivery(message, activation, transactions.ofThreads(), new DeliveryMessages(Settings.log()));
    }

    Activation activation() {
        return new Activation(bean, Settings.endpoint());
    }
}
