package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;

/** A container leaves a transaction on one of its threads. */
class LeftTransactionTest {
    private static final String TAKEN = "250";
    private static final String LATER = "451";
    private static final String MANAGER = "java:appserver/TransactionManager";

    private final FakeTransactions transactions = new FakeTransactions();
    private final FakeBean bean = new FakeBean(transactions);
    private final LogLines log = new LogLines();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource({
        MANAGER + ", jakarta.transaction.TransactionManager",
        "java:jboss/TransactionManager, jakarta.transaction.TransactionManager",
        "java:comp/UserTransaction, jakarta.transaction.UserTransaction"
    })
    void itIsRolledBackWhereverTheServerHasTheMeans(String name, Class<?> kind) {
        Transactions ofThreads = transactions.ofThreads(name, kind);
        assertThat(ofThreads.endLeft()).isEqualTo(LeftTransaction.NONE);
        transactions.begin();

        assertThat(ofThreads.endLeft()).isEqualTo(LeftTransaction.ROLLED_BACK);

        assertThat(transactions.getTransactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(ofThreads.endLeft()).isEqualTo(LeftTransaction.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aServerWithoutTheMeansKeepsIt(int why) {
        transactions.begin();
        Transactions ofThreads = new Transactions(transactions, name -> answer(why));

        assertThat(ofThreads.endLeft()).isEqualTo(LeftTransaction.STAYS);
    }

    private static Object answer(int why) throws NamingException {
        return switch (why) {
            case 0 -> throw new NoInitialContextException();
            case 1 -> throw new IllegalStateException("no component here");
            case 2 -> throw new NoClassDefFoundError("com.example.Driver");
            case 3 -> "something else";
            default ->
                // One that does nothing.
                java.lang.reflect.Proxy.newProxyInstance(
                        UserTransaction.class.getClassLoader(),
                        new Class<?>[] {UserTransaction.class},
                        (proxy, method, arguments) -> null);
        };
    }

    /** Somebody else's: another adapter or another application uses the same threads. */
    @Test
    void whatWasThereBeforeIsNotTheDeliverys() {
        transactions.begin();

        assertThat(deliver(withManager())).startsWith(TAKEN);

        assertThat(bean.calls()).containsExactly("create", "before onMessage", "onMessage", "after", "release");
        assertThat(log.lines("POSTERN-2021")).singleElement().asString().contains("It was rolled back");
    }

    @Test
    void aBeanIsNotCalledInATransactionOfSomebodyElse() {
        transactions.begin();

        assertThat(deliver(transactions.ofThreads())).startsWith(LATER);

        assertThat(bean.calls()).isEmpty();
        assertThat(log.lines("POSTERN-2021")).singleElement().asString().endsWith("Restart the server");
    }

    @Test
    void aDeliveryLeavesNoneToTheNext() {
        bean.leavingItsTransaction();

        assertThat(deliver(withManager())).startsWith(LATER);

        assertThat(transactions.getTransactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(log.lines("POSTERN-2021")).hasSize(1);
        assertThat(log.lines("POSTERN-2004")).hasSize(1);
    }

    /** In whatever way the bean ends. */
    @Test
    void soItIsWhenTheBeanHasFailed() {
        bean.leavingItsTransaction().doing(message -> {
            throw new IllegalStateException("DuplicateCheck to invoke when container is in Undeployed");
        });

        assertThat(deliver(withManager())).startsWith(LATER);

        assertThat(transactions.getTransactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    /** What the bean did is part of what it has begun and not ended. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatABeanWithoutTransactionLeavesIsNotTaken(boolean managed) {
        bean.withoutTransaction().leavingItsTransaction().doing(message -> transactions.begin());

        assertThat(deliver(managed ? withManager() : transactions.ofThreads())).startsWith(LATER);

        assertThat(log.lines("POSTERN-2001")).isEmpty();
        assertThat(log.lines("POSTERN-2021")).hasSize(1);
        transactions.forget();
    }

    /** A transaction service that stops with its server. */
    @Test
    void whatHasCommittedIsTakenThoughTheServerSaysNoMore() {
        bean.releasing(transactions::failStatus);

        assertThat(deliver(withManager())).startsWith(TAKEN);

        assertThat(log.lines("POSTERN-2021")).singleElement().asString().contains("does not tell");
    }

    /** Whether the bean has left one, nobody knows then: at worst it is delivered twice, and never lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatABeanWithoutTransactionDidIsNotTakenWhereTheServerSaysNoMore(boolean begins) {
        bean.withoutTransaction()
                .leavingItsTransaction()
                .doing(message -> {
                    if (begins) {
                        transactions.begin();
                    }
                })
                .releasing(transactions::failStatus);

        assertThat(deliver(withManager())).startsWith(LATER);

        assertThat(log.lines("POSTERN-2001")).isEmpty();
        transactions.forget();
    }

    @Test
    void whereTheServerDoesNotTellNothingIsDelivered() {
        transactions.failStatus();

        assertThat(deliver(withManager())).startsWith(LATER);

        assertThat(bean.calls()).isEmpty();
    }

    private Transactions withManager() {
        return transactions.ofThreads(MANAGER, TransactionManager.class);
    }

    private String deliver(Transactions ofThreads) {
        Activation activation = new Activation(bean, Settings.endpoint());
        return new Delivery(
                        ReceivedMessages.message("m-1", "x"),
                        activation,
                        ofThreads,
                        new DeliveryMessages(Settings.log()))
                .deliver()
                .orElseThrow()
                .toString();
    }
}
