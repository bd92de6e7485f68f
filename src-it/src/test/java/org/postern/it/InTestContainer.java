package org.postern.it;

import java.time.Duration;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.postern.test.SenderReply;
import org.postern.test.TestContainer;
import org.postern.test.TestMessage;

/** What senders hear from a bean in the container for tests. In a class loader of its own: see {@link AdapterClasses}. */
public final class InTestContainer {
    private InTestContainer() {}

    /**
     * Lets a bean have a message for each of the recipients.
     *
     * @param bean the name of its class
     * @param database where its data source leads
     */
    public static List<String> replies(String bean, String database, List<String> recipients)
            throws ReflectiveOperationException {
        JdbcDataSource driver = new JdbcDataSource();
        driver.setURL(database);
        driver.setUser(Ledger.USER);
        driver.setPassword(Ledger.USER);
        try (TestContainer container = new TestContainer()) {
            container
                    .injecting(container.dataSource(driver))
                    .transactionTimeout(Duration.ofSeconds(2))
                    .bean(Class.forName(bean).getConstructor().newInstance());
            return recipients.stream()
                    .map(recipient -> container.deliver(
                            TestMessage.from("a@example.org").to(recipient).text("x")))
                    .map(SenderReply::toString)
                    .toList();
        }
    }
}
