package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.postern.test.SenderReplyAssert.assertThat;

import jakarta.ejb.MessageDriven;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.api.MailListener;
import org.postern.test.Behaviours.Managed;
import org.postern.test.Behaviours.SelfManaged;
import org.postern.test.Behaviours.Unmanaged;

/** Two instances of an application, and the delivery log in their database. */
class DeliveryLogTest {
    private static final String NAME = "java:/jdbc/orders";
    private static final String ROW = "orders@shop.example.com";
    private static final TestMessage MAIL = TestMessage.from("ann@example.org").to(ROW);

    private final List<Managed> beans = List.of(new Managed(), new Managed());

    @AutoClose
    final TestContainer here = new TestContainer();

    @AutoClose
    final TestContainer there = new TestContainer();

    private OrdersDatabase database;

    @BeforeEach
    void haveTwoInstancesOfOneApplication() throws SQLException {
        database = new OrdersDatabase();
        with(here, beans.get(0));
        with(there, beans.get(1));
    }

    private void with(TestContainer container, Object bean) {
        container
                .bean(bean)
                .injecting(container.dataSource(NAME, database.driver()))
                .property("deliveryLog", NAME)
                .property("deliveryLogCreate", "true");
    }

    @Test
    void aMessageWhoseSenderDidNotHearTheReplyIsNotDeliveredAgainAtTheOtherInstance() throws SQLException {
        AtomicInteger calls = new AtomicInteger();
        beans.get(1).doing(message -> calls.incrementAndGet());
        here.sender().leaveBeforeReply(MAIL);
        here.awaitEnds(2); // The first has found that the table is missing.

        assertThat(there.deliver(MAIL)).isAccepted().hasCode(250).hasEnhancedCode("2.0.0");

        assertThat(database.rows()).containsExactly(ROW);
        assertThat(calls).hasValue(0);
    }

    /** What else is remembered of messages could be of another opinion. */
    @Test
    void theTableAloneDecides() throws SQLException {
        here.sender().leaveBeforeReply(MAIL);
        here.awaitEnds(2); // The first has found that the table is missing.
        database.execute("DELETE FROM POSTERN_DELIVERY");

        assertThat(here.deliver(MAIL)).isAccepted();

        assertThat(database.rows()).containsExactly(ROW, ROW);
    }

    @Test
    void aMessageThatWasRolledBackIsDeliveredAtTheOtherInstance() throws SQLException {
        here.failCommits(1);
        assertThat(here.deliver(MAIL)).isDeferred();

        assertThat(there.deliver(MAIL)).isAccepted();

        assertThat(database.rows()).containsExactly(ROW);
    }

    @Test
    void aMessageThatIsUnderWayAtOneInstanceIsDeferredAtTheOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        assertThat(there.deliver(MAIL.subject("the table is there"))).isAccepted();
        beans.get(0).doing(message -> {
            begun.countDown();
            end.await(20, TimeUnit.SECONDS);
        });
        CompletableFuture<SenderReply> first = CompletableFuture.supplyAsync(() -> here.deliver(MAIL));
        begun.await(20, TimeUnit.SECONDS);

        assertThat(there.deliver(MAIL)).isDeferred().hasCode(451).hasEnhancedCode("4.3.2");

        end.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isAccepted();
        assertThat(there.deliver(MAIL)).isAccepted();
        assertThat(database.rows()).hasSize(2);
    }

    @Test
    void ofTheSameMessageAtOnceAtBothInstancesOneIsDelivered() throws Exception {
        int copies = 8;
        CyclicBarrier together = new CyclicBarrier(copies);
        List<CompletableFuture<SenderReply>> replies = new ArrayList<>();
        here.start();
        there.start();
        for (int i = 0; i < copies; i++) {
            TestContainer container = i % 2 == 0 ? here : there;
            replies.add(CompletableFuture.supplyAsync(
                    () -> {
                        await(together);
                        return container.deliver(MAIL);
                    },
                    task -> new Thread(task).start()));
        }
        for (CompletableFuture<SenderReply> reply : replies) {
            assertThat(reply.get(50, TimeUnit.SECONDS).code()).isIn(250, 451);
        }

        assertThat(here.deliver(MAIL)).isAccepted();
        assertThat(database.rows()).containsExactly(ROW);
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void otherRecipientsAreAnotherMessage() throws SQLException {
        assertThat(here.deliver(MAIL)).isAccepted();
        assertThat(there.deliver(MAIL.to("sales@shop.example.com"))).isAccepted();

        assertThat(database.rows()).hasSize(2);
    }

    @Test
    void eachRecipientThatHasATransactionOfItsOwnIsNotedByItself() throws SQLException {
        here.property("transaction", "recipient");
        there.property("transaction", "recipient");
        AtomicInteger calls = new AtomicInteger();
        beans.get(0).doing(message -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("not now");
            }
        });
        TestMessage both = MAIL.to(ROW, "sales@shop.example.com");
        assertThat(here.deliver(both)).isDeferred();
        assertThat(database.rows()).hasSize(1);

        assertThat(there.deliver(both)).isAccepted();

        assertThat(database.rows()).containsExactlyInAnyOrder(ROW, "sales@shop.example.com");
    }

    @Test
    void aBeanIsNotCalledWhileItsTableIsMissing() throws SQLException {
        here.property("deliveryLogCreate", "false");
        AtomicInteger calls = new AtomicInteger();
        beans.get(0).doing(message -> calls.incrementAndGet());

        assertThat(here.deliver(MAIL)).isDeferred().hasCode(451).hasEnhancedCode("4.3.2");

        assertThat(database.rows()).isEmpty();
        assertThat(calls).hasValue(0);
        assertThat(there.deliver(MAIL)).isAccepted();
        assertThat(here.deliver(MAIL)).isAccepted();
        assertThat(database.rows()).hasSize(1);
    }

    @Test
    void aBeanIsNotCalledWhileThereIsNoDataSourceOfThatName() throws SQLException {
        here.property("deliveryLog", "java:/jdbc/nothing");

        assertThat(here.deliver(MAIL)).isDeferred().hasCode(451);

        assertThat(database.rows()).isEmpty();
    }

    /** The code of the error is that of a key, as for a message that is known. */
    @Test
    void aMessageThatIsNotInTheTableIsNeverTakenForAKnownOne() throws SQLException {
        assertThat(here.deliver(MAIL)).isAccepted();
        database.execute("ALTER TABLE POSTERN_DELIVERY ADD ONE INT DEFAULT 1 UNIQUE");

        assertThat(here.deliver(MAIL.subject("another one"))).isDeferred().hasCode(451);

        assertThat(database.rows()).containsExactly(ROW);
        assertThat(here.deliver(MAIL)).isAccepted();
    }

    /** As in a table whose engine has no transactions. */
    @Test
    void aNoteThatStaysWhenItsTransactionIsRolledBackIsNotBelieved() throws SQLException {
        here.dataSource(NAME, withoutRollback());
        AtomicInteger calls = new AtomicInteger();
        beans.get(0).doing(message -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
        });
        assertThat(here.deliver(MAIL)).isDeferred();

        assertThat(here.deliver(MAIL)).isDeferred().hasCode(451).hasEnhancedCode("4.3.2");

        assertThat(calls).hasValue(1);
        database.execute("DELETE FROM POSTERN_DELIVERY");
        assertThat(here.deliver(MAIL)).isAccepted();
        assertThat(here.deliver(MAIL)).isAccepted();
        assertThat(calls).hasValue(2);
    }

    private DataSource withoutRollback() {
        return proxy(DataSource.class, (method, arguments) -> {
            Connection connection = database.driver().getConnection();
            return proxy(Connection.class, (name, values) -> {
                if (name.getName().equals("rollback")) {
                    connection.commit();
                    return null;
                }
                return name.invoke(connection, values);
            });
        });
    }

    private interface Call {
        @Nullable
        Object of(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                DeliveryLogTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.getDeclaringClass() == Object.class
                                ? method.invoke(call, arguments)
                                : call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }

    @Test
    void twoBeansThatGetCopiesHaveANoteEach() throws SQLException {
        here.bean(new OtherManaged()).property("overlap", "copy");

        assertThat(here.deliver(MAIL)).isAccepted();
        assertThat(here.deliver(MAIL)).isAccepted();

        assertThat(database.rows()).containsExactly(ROW, ROW);
    }

    @MessageDriven
    public static final class OtherManaged extends Managed implements MailListener {}

    /** What one has committed would be taken for the other's. */
    @Test
    void twoBeansOfOneClassThatGetCopiesAreRefused() {
        here.bean(new Managed()).property("overlap", "copy");

        assertThatIllegalStateException()
                .isThrownBy(here::start)
                .withMessageContaining("both have the same name in the same delivery log");
    }

    @Test
    void aBeanWithoutATransactionOfTheContainerIsRefused() {
        for (Object bean : List.of(new Unmanaged(), new SelfManaged())) {
            try (TestContainer container = new TestContainer()) {
                with(container, bean);

                assertThatIllegalStateException()
                        .isThrownBy(container::start)
                        .withMessageContaining("deliveryLog=\"" + NAME + "\": onMessage()")
                        .withMessageContaining("is not called in a transaction of the container");
            }
        }
    }
}
