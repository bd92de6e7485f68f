package org.postern.test.container;

import jakarta.ejb.MessageDrivenContext;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postern.ra.SmtpActivationSpec;
import org.postern.ra.SmtpResourceAdapter;

/**
 * A container that runs one adapter and its beans. What it does is what the specifications of Jakarta Connectors, Enterprise Beans
 * and Transactions want of it, and where they leave it open, what Payara does. Thread-safe once the adapter runs.
 */
public final class SimulatedContainer
        implements BootstrapContext, org.postern.ra.delivery.Transactions.Names, AutoCloseable {
    private final Transactions transactions = new Transactions();
    private final UserTransaction ofBeans = new BeanTransaction(transactions);
    private final Users users = new Users();
    private final MessageDrivenContext context = new BeanContext(transactions, ofBeans, users, false);
    private final MessageDrivenContext ofOwnTransactions = new BeanContext(transactions, ofBeans, users, true);
    private final Works works = new Works(users);
    private final Map<String, DataSource> named = new ConcurrentHashMap<>();
    private final List<Activated> activated = new ArrayList<>();
    private Optional<SmtpResourceAdapter> adapter = Optional.empty();

    private record Activated(MessageEndpointFactory factory, SmtpActivationSpec spec) {}

    /**
     * Starts an adapter, and lets the beans have mail.
     *
     * @param properties of the adapter
     * @param beans one instance of each
     * @param things what is put into their annotated fields, beside what the container itself has
     * @param ends is told of each delivery, on its thread
     * @throws ResourceException if adapter or beans are refused
     */
    public void start(
            Map<String, String> properties, List<Object> beans, List<Object> things, Consumer<DeliveryEnd> ends)
            throws ResourceException {
        SmtpResourceAdapter starting = SmtpResourceAdapter.forTests();
        properties.forEach((name, value) -> Activation.set(starting, name, value));
        starting.start(this);
        adapter = Optional.of(starting);
        for (Object bean : beans) {
            BeanMethods methods = new BeanMethods(bean.getClass());
            methods.failOnWrongAttributes();
            new Injection(
                            methods.hasOwnTransactions()
                                    ? List.of(ofOwnTransactions, transactions, ofBeans)
                                    : List.of(context, transactions),
                            things)
                    .into(bean);
            Activation activation = Activation.of(bean.getClass());
            BeanFactory factory = new BeanFactory(bean, activation.listener(), transactions, users, ends);
            SmtpActivationSpec spec = activation.spec();
            spec.setResourceAdapter(starting);
            starting.endpointActivation(factory, spec);
            activated.add(new Activated(factory, spec));
        }
    }

    /** Undeploys the beans, and stops the adapter. Another one may be started. */
    public void stop() {
        adapter.ifPresent(running -> {
            activated.forEach(one -> running.endpointDeactivation(one.factory(), one.spec()));
            running.stop();
        });
        activated.clear();
        adapter = Optional.empty();
    }

    /** Does the same, and ends the container's threads. */
    @Override
    public void close() {
        stop();
        works.close();
    }

    /**
     * Lets a user authenticate; one of the same name is forgotten.
     *
     * @param name of the user
     * @param password to authenticate with
     * @param roles of the user
     */
    public void addUser(String name, String password, Set<String> roles) {
        users.add(name, password, roles);
    }

    /**
     * Says how long a transaction may last that begins from now on.
     *
     * @param limit after which it is rolled back
     */
    public void setTransactionTimeout(Duration limit) {
        transactions.setTimeout(limit);
    }

    /**
     * Lets the next commits fail.
     *
     * @param count how many
     */
    public void failCommits(int count) {
        transactions.failCommits(count);
    }

    /**
     * Makes a data source that takes part in the transactions of beans.
     *
     * @param driver that of the database
     * @return what beans ask for connections
     */
    public DataSource dataSource(DataSource driver) {
        return new TransactionalDataSource(driver, transactions);
    }

    /**
     * Lets the adapter find a data source that takes part in the transactions of beans.
     *
     * @param name by which it asks
     * @param driver that of the database
     * @return what beans ask for connections
     */
    public DataSource dataSource(String name, DataSource driver) {
        DataSource source = dataSource(driver);
        named.put(name, source);
        return source;
    }

    /**
     * Gives what a server has in its naming service, as far as an adapter asks.
     *
     * @param name of a data source
     * @return null if the test has said nothing of it
     */
    @Override
    public @Nullable Object lookUp(String name) {
        return named.get(name);
    }

    /**
     * Gives what a bean asks about its caller and about its transaction, where that is the container's.
     *
     * @return the same for all such beans
     */
    public MessageDrivenContext context() {
        return context;
    }

    /**
     * Gives what bean-managed transactions are begun with.
     *
     * @return the same for all beans
     */
    public UserTransaction userTransaction() {
        return ofBeans;
    }

    @Override
    public WorkManager getWorkManager() {
        return works;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return transactions;
    }

    /** No transactions come from outside. */
    @Override
    public @Nullable XATerminator getXATerminator() {
        return null;
    }

    @Override
    public Timer createTimer() {
        return new Timer("postern-test-timer", true);
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> type) {
        return type == SecurityContext.class;
    }
}
