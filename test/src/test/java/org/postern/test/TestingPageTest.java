package org.postern.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.test.SenderReplyAssert.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.test.container.DeliveryEnd;

/** The examples of docs/testing-a-bean.md. Each line of them stands in this file, and is run here. */
class TestingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "testing-a-bean.md");
    private static final Path THIS = Path.of("src/test/java/org/postern/test/TestingPageTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

    private final byte[] csv = "coffee;2".getBytes(StandardCharsets.UTF_8);

    /** The bean's work. */
    private interface Store {
        void store(String customer, String what) throws SQLException;
    }

    /** As in the README. */
    public static final class Orders implements MailListener {
        private final Store orders;

        Orders(Store orders) {
            this.orders = orders;
        }

        @Override
        public void onMessage(MailMessage message) throws MailRejectedException {
            try {
                orders.store(message.envelope().reversePath().orElse(""), message.deliveryKey());
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record OrderTable(DataSource database) implements Store {
        @Override
        public void store(String customer, String what) throws SQLException {
            try (Connection connection = database.getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO ORDERS VALUES (?)")) {
                insert.setString(1, customer);
                insert.executeUpdate();
            }
        }
    }

    @Test
    void eachLineOfAnExampleIsRunHere() throws IOException {
        List<String> here = Files.readAllLines(THIS).stream().map(String::strip).toList();

        assertThat(EXAMPLE.matcher(Files.readString(PAGE)).results())
                .hasSizeGreaterThan(4)
                .flatExtracting(
                        example -> example.group(1).lines().map(String::strip).toList())
                .isSubsetOf(here);
    }

    @Nested
    class FiveLines {
        private final Store orders = (customer, what) -> {};

        @AutoClose
        final TestContainer container = TestContainer.of(new Orders(orders));

        @Test
        void anOrderIsStored() {
            TestMessage order = TestMessage.from("ann@example.org").to("orders@shop.example.com");

            assertThat(container.deliver(order.text("2 x coffee"))).isAccepted();
        }
    }

    @Test
    void aMessage() throws IOException {
        TestMessage order = TestMessage.from("ann@example.org")
                .to("orders+4711@shop.example.com")
                .subject("Order")
                .text("2 x coffee")
                .attach("order.csv", "text/csv", csv);
        TestMessage report = order.withNullReversePath();
        TestMessage fromPartner = order.peer("192.0.2.7").tls().user("partner", "trusted");
        TestMessage odd = TestMessage.sample("cte25-base64-truncated");
        TestMessage saved = TestMessage.eml(Path.of("src/test/mails/order.eml"));

        assertThat(report.envelope().reversePath()).isEmpty();
        assertThat(fromPartner.session().authenticatedUser()).hasValue("partner");
        assertThat(odd.size()).isPositive();
        assertThat(saved.headers().first("Subject")).hasValue("Order");
    }

    @Test
    void whatTheSenderHears() {
        TestMessage order = TestMessage.from("ann@example.org").to("orders+4711@shop.example.com");
        try (TestContainer container = TestContainer.of(new SoldOut())) {
            SenderReply reply = container.deliver(order);

            assertThat(reply).isRejected().hasCode(550).hasEnhancedCode("5.7.1").hasText("No coffee left");
            assertThat(reply).forRecipient("orders+4711@shop.example.com").isAccepted();
        }
    }

    /** Has nothing. */
    public static final class SoldOut implements MailListener {
        @Override
        public void onMessage(MailMessage message) throws MailRejectedException {
            throw MailRejectedException.permanently("5.7.1", "No coffee left");
        }
    }

    @Test
    void theTransaction() throws Exception {
        OrdersDatabase ofOrders = new OrdersDatabase();
        DataSource database = ofOrders.driver();
        TestMessage order = TestMessage.from("ann@example.org");

        TestContainer container = new TestContainer();
        container.bean(new Orders(new OrderTable(container.dataSource(database))));
        container.failCommits(1);

        assertThat(container.deliver(order)).isDeferred();
        assertThat(container.ends()).containsExactly(DeliveryEnd.ROLLED_BACK);
        assertThat(ofOrders.rows()).isEmpty();
        container.close();
    }

    @Nested
    class ARealConversation {
        private final Store orders = (customer, what) -> {};
        private final TestMessage order = TestMessage.from("ann@example.org");

        @RegisterExtension
        final PosternExtension postern =
                PosternExtension.of(new Orders(orders)).tls().user("ann", "secret", "clerk");

        @Test
        void aUserSendsAnOrder() {
            TestSender ann =
                    postern.sender().startTls(postern.container().clientTls()).authenticated("ann", "secret");

            assertThat(ann.send(order)).isAccepted();
        }
    }
}
