package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.test.SenderReplyAssert.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.api.MailRejectedException;
import org.postern.test.Behaviours.Behaviour;
import org.postern.test.Behaviours.Managed;
import org.postern.test.Behaviours.SelfManaged;
import org.postern.test.Behaviours.Unmanaged;
import org.postern.test.container.DeliveryEnd;

/** What a bean does, what becomes of its row, and what the sender hears. */
class OutcomesTest {
    private static final TestMessage MAIL = TestMessage.from("ann@example.org").to("orders@shop.example.com");

    @AutoClose
    final TestContainer container = new TestContainer();

    private OrdersDatabase database;

    @BeforeEach
    void haveDatabase() throws SQLException {
        database = new OrdersDatabase();
        container.injecting(container.dataSource(database.driver()));
    }

    @Test
    void whatABeanStoresIsThereWhenItsSenderHasHeard250() throws SQLException {
        container.bean(new Managed());

        assertThat(container.deliver(MAIL)).isAccepted().hasCode(250).hasEnhancedCode("2.0.0");

        assertThat(database.rows()).containsExactly("orders@shop.example.com");
        assertThat(container.ends()).containsExactly(DeliveryEnd.COMMITTED);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("throws", behaviour(mail -> {
                    throw new IllegalStateException("a secret");
                })),
                Arguments.of("throws something checked", behaviour(mail -> {
                    throw new IOException("a secret");
                })),
                Arguments.of("throws an Error", behaviour(mail -> {
                    throw new StackOverflowError("a secret");
                })));
    }

    private static Behaviour behaviour(Behaviour behaviour) {
        return behaviour;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whatAFailingBeanHasStoredIsGoneAndItsSenderTriesAgain(String name, Behaviour failure) throws SQLException {
        container.bean(new Managed().doing(failure));

        assertThat(container.deliver(MAIL))
                .isDeferred()
                .hasCode(451)
                .hasEnhancedCode("4.3.0")
                .hasTextContaining("could not be processed, try again later");

        assertThat(database.rows()).isEmpty();
        assertThat(container.ends()).containsExactly(DeliveryEnd.ROLLED_BACK);
    }

    @Test
    void aRejectionIsTheReply() throws SQLException {
        container.bean(new Managed().doing(mail -> {
            throw MailRejectedException.permanently("5.7.1", "We do not want this");
        }));

        assertThat(container.deliver(MAIL))
                .isRejected()
                .hasCode(550)
                .hasEnhancedCode("5.7.1")
                .hasText("We do not want this");

        assertThat(database.rows()).isEmpty();
    }

    @Test
    void rollbackOnlyIsNoAcceptance() throws SQLException {
        Managed bean = new Managed();
        container.bean(bean.doing(mail -> bean.context.setRollbackOnly()));

        assertThat(container.deliver(MAIL)).isDeferred();

        assertThat(database.rows()).isEmpty();
        assertThat(container.ends()).containsExactly(DeliveryEnd.ROLLED_BACK);
    }

    @Test
    void aSynchronizationCanRefuseTheCommit() throws SQLException {
        Managed bean = new Managed();
        container.bean(bean.doing(mail -> bean.refuseCommit()));

        assertThat(container.deliver(MAIL)).isDeferred();

        assertThat(database.rows()).isEmpty();
    }

    @Test
    void theTestCanLetACommitFailAndTheNextOneSucceed() throws SQLException {
        container.bean(new Managed());
        container.failCommits(1);

        assertThat(container.deliver(MAIL)).isDeferred();
        assertThat(database.rows()).isEmpty();
        assertThat(container.deliver(MAIL)).isAccepted();
        assertThat(database.rows()).hasSize(1);
        assertThat(container.ends()).containsExactly(DeliveryEnd.ROLLED_BACK, DeliveryEnd.COMMITTED);
    }

    @Test
    void whatAnApplicationThrowsToKeepItsWorkKeepsIt() throws SQLException {
        container.bean(new Managed().doing(mail -> {
            throw new Behaviours.Kept();
        }));

        assertThat(container.deliver(MAIL)).isAccepted();

        assertThat(database.rows()).hasSize(1);
    }

    @Test
    void aTransactionThatOutlivesItsTimeIsRolledBack() throws SQLException {
        container.transactionTimeout(Duration.ofMillis(1)).bean(new Managed().doing(mail -> Behaviours.wait(20)));

        assertThat(container.deliver(MAIL)).isDeferred();

        assertThat(database.rows()).isEmpty();
    }

    @Test
    void withoutATransactionWhatIsStoredStays() throws SQLException {
        container.bean(new Unmanaged().doing(mail -> {
            throw new IllegalStateException("a secret");
        }));

        assertThat(container.deliver(MAIL)).isDeferred();

        assertThat(database.rows()).hasSize(1);
        assertThat(container.ends()).containsExactly(DeliveryEnd.WITHOUT_TRANSACTION);
    }

    @Test
    void aBeanMayHaveATransactionOfItsOwn() throws SQLException {
        container.bean(new SelfManaged());

        assertThat(container.deliver(MAIL)).isAccepted();

        assertThat(database.rows()).hasSize(1);
        assertThat(container.ends()).containsExactly(DeliveryEnd.WITHOUT_TRANSACTION);
    }

    @Test
    void aTransactionOfItsOwnThatABeanLeavesOpenIsRolledBack() throws SQLException {
        SelfManaged bean = new SelfManaged();
        bean.leavesItOpen = true;
        container.bean(bean);

        assertThat(container.deliver(MAIL)).isDeferred();

        assertThat(database.rows()).isEmpty();
    }

    @Test
    void aBeanThatTakesTooLongCannotCommit() throws SQLException {
        CountDownLatch heard = new CountDownLatch(1);
        container.property("deliveryTimeoutSeconds", "1").bean(new Managed().doing(mail -> heard.await()));

        assertThat(container.deliver(MAIL)).isDeferred();
        heard.countDown();

        assertThat(container.awaitEnds(1)).containsExactly(DeliveryEnd.ROLLED_BACK);
        assertThat(database.rows()).isEmpty();
    }

    @Test
    void eachRecipientMayHaveATransactionOfItsOwn() throws SQLException {
        container.property("transaction", "recipient").bean(new Managed().doing(mail -> {
                    if (mail.envelope().recipients().get(0).address().startsWith("bad")) {
                        throw new IllegalStateException("a secret");
                    }
                }));

        assertThat(container.deliver(MAIL.to("a@example.com", "bad@example.com", "b@example.com")))
                .isDeferred();

        assertThat(database.rows()).isEqualTo(List.of("a@example.com", "b@example.com"));
    }

    @Test
    void aBeanThatAsksTwiceForTheDataSourceSeesItsOwnRows() throws SQLException {
        container.bean(
                new Managed().doing(mail -> assertThat(OrdersDatabase.rows(container.dataSource(database.driver())))
                        .hasSize(1)));

        assertThat(container.deliver(MAIL)).isAccepted();
    }

    @Test
    void aConnectionThatABeanHasClosedIsClosedAndASavepointIsItsOwn() throws SQLException {
        Managed bean = new Managed();
        container.bean(bean.doing(mail -> {
            Connection connection = bean.orders.getConnection();
            connection.rollback(connection.setSavepoint());
            connection.close();
            assertThat(connection.isClosed()).isTrue();
            connection.createStatement();
        }));

        assertThat(container.deliver(MAIL)).isDeferred();

        assertThat(database.rows()).isEmpty();
    }

    @Test
    void oneThatWatchesAndFailsAfterTheEndKeepsNoOtherFromBeingTold() throws SQLException {
        List<Integer> told = new ArrayList<>();
        Managed bean = new Managed();
        container.bean(bean.doing(mail -> {
            bean.transactions.registerInterposedSynchronization(new Watching(status -> {
                throw new IllegalStateException("a secret");
            }));
            bean.transactions.registerInterposedSynchronization(new Watching(told::add));
        }));

        assertThat(container.deliver(MAIL)).isAccepted();

        assertThat(told).containsExactly(Status.STATUS_COMMITTED);
        assertThat(container.ends()).containsExactly(DeliveryEnd.COMMITTED);
    }

    private record Watching(IntConsumer end) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            end.accept(status);
        }
    }

    @Test
    void theConnectionOfATransactionIsNotForTheBeanToCommit() throws SQLException {
        Managed bean = new Managed();
        container.bean(bean.doing(mail -> bean.orders.getConnection().commit()));

        assertThat(container.deliver(MAIL)).isDeferred();

        assertThat(database.rows()).isEmpty();
    }
}
