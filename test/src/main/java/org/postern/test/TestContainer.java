package org.postern.test;

import jakarta.ejb.MessageDrivenContext;
import jakarta.resource.ResourceException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.postern.test.container.DeliveryEnd;
import org.postern.test.container.SimulatedContainer;

/**
 * A container in the JVM of a test: it runs the adapter itself, on free ports of 127.0.0.1, and lets it deliver to the beans that the
 * test has made. What a sender hears from it, it hears from a server.
 *
 * <p>The container calls a bean as servers do, in the transaction that the annotations of its class ask for, and looks at
 * {@code @ActivationConfigProperty} of {@code @MessageDriven}, but for where to listen. It fills fields with {@code @Resource} of
 * {@code MessageDrivenContext}, {@code TransactionSynchronizationRegistry} and, with bean-managed transactions,
 * {@code UserTransaction}, if the test has not; and annotated fields that something of {@link #injecting} fits into. Then it calls
 * {@code @PostConstruct}. It has no naming service, no timers and no interceptors.
 *
 * <p>It starts with the first message, or the first question about it; afterwards what was said about it stays. Close it, or let
 * JUnit do so: {@code @AutoClose}. Its threads keep no JVM from ending. Methods that say something about it are for one thread;
 * all others are thread-safe.
 */
public final class TestContainer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;

    private final SimulatedContainer container = new SimulatedContainer();
    private final List<Object> beans = new ArrayList<>();
    private final List<Object> things = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    /** Roles, by user. */
    private final Map<String, Set<String>> declared = new ConcurrentHashMap<>();

    private final DeliveryEnds ends = new DeliveryEnds();
    private Optional<DevelopmentCertificate> certificate = Optional.empty();
    private Optional<RunningTest> running = Optional.empty();
    private boolean closed;

    /** One without beans: to make beans with what the container has. */
    public TestContainer() {
        properties.put("hostName", "mail.example.com");
        properties.put("ioThreads", "1");
        properties.put("tlsProvider", "jdk"); // The other one takes its time to load.
    }

    /**
     * Makes a container with beans.
     *
     * @param beans one instance of each; the container calls that one, one thread at a time
     * @return a container that starts with the first message, and says then if one of them is no bean for mail
     */
    public static TestContainer of(Object... beans) {
        TestContainer made = new TestContainer();
        Arrays.stream(beans).forEach(made::bean);
        return made;
    }

    /**
     * Adds a bean.
     *
     * @param bean the instance that is called, one thread at a time
     * @return this
     */
    public TestContainer bean(Object bean) {
        beans.add(beforeStart(bean));
        return this;
    }

    /**
     * Sets a property of the adapter, as an administrator does. The beans' own values win where they have one.
     *
     * @param name such as {@code recipients}
     * @param value as in the reference
     * @return this
     * @throws IllegalArgumentException if it is about where to listen, which the container decides
     */
    public TestContainer property(String name, String value) {
        if (RunningTest.OWN.contains(name)) {
            throw new IllegalArgumentException(name + " is the container's to set, as it listens where there is room");
        }
        properties.put(beforeStart(name), value);
        return this;
    }

    /**
     * Puts something into the annotated fields of beans that it fits into: {@code @Resource}, {@code @EJB}, {@code @Inject},
     * {@code @PersistenceContext}.
     *
     * @param thing a stand-in of the test, or the real thing
     * @return this
     */
    public TestContainer injecting(Object thing) {
        things.add(beforeStart(thing));
        return this;
    }

    /**
     * Lets a user authenticate.
     *
     * @param name of the user
     * @param password to authenticate with
     * @param roles that {@code isCallerInRole} and {@code @RolesAllowed} know the user by
     * @return this
     */
    public TestContainer user(String name, String password, String... roles) {
        declared.put(name, Set.of(roles));
        passwords.put(name, password);
        container.addUser(name, password, Set.of(roles));
        return this;
    }

    /**
     * Offers TLS, with a certificate that is made for this container: STARTTLS at {@link #address()}, and TLS from the first octet
     * at {@link #tlsAddress()}.
     *
     * @return this
     */
    public TestContainer tls() {
        certificate = Optional.of(beforeStart(new DevelopmentCertificate()));
        return this;
    }

    /**
     * Limits how long a transaction may last: five minutes, if nothing is said.
     *
     * @param limit of those that begin from now on
     * @return this
     */
    public TestContainer transactionTimeout(Duration limit) {
        container.setTransactionTimeout(limit);
        return this;
    }

    /**
     * Makes a data source take part in the transactions of beans: what a bean does with it is rolled back with the message.
     *
     * @param driver one of a test's database
     * @return what to give a bean
     */
    public DataSource dataSource(DataSource driver) {
        return container.dataSource(driver);
    }

    /**
     * The same, and lets {@code deliveryLog} find it.
     *
     * @param name that {@code deliveryLog} has
     * @param driver one of a test's database
     * @return what to give a bean
     */
    public DataSource dataSource(String name, DataSource driver) {
        return container.dataSource(name, driver);
    }

    /**
     * Gives what a bean asks about its caller and about its transaction, where that is the container's.
     *
     * @return what {@code @Resource} would give it
     */
    public MessageDrivenContext context() {
        return container.context();
    }

    /**
     * Gives what watches the transactions of the container's threads.
     *
     * @return what {@code @Resource} would give a bean
     */
    public TransactionSynchronizationRegistry transactions() {
        return container.getTransactionSynchronizationRegistry();
    }

    /**
     * Gives what bean-managed transactions are begun with.
     *
     * @return what {@code @Resource} would give a bean
     */
    public UserTransaction userTransaction() {
        return container.userTransaction();
    }

    /**
     * Sends a message, and waits for what becomes of it, at most a minute. Who brings it is what the message says: a proxy that the
     * adapter trusts says it for the sender, where it is not this test itself in plaintext.
     *
     * @param message to be sent
     * @return what its sender hears
     */
    public SenderReply deliver(TestMessage message) {
        TestClient client = message.client();
        TestSender sender =
                client.needsProxy() ? TestSender.to(started().behindProxy()).behind(ProxyHeader.of(client)) : sender();
        if (client.user().isEmpty()) {
            return sender.send(message);
        }
        TestClient.User user = client.user().get();
        return sender.authenticated(user.name(), passwordOf(user)).send(message);
    }

    /** Where the message names no roles the user has those that the test has said before. */
    private String passwordOf(TestClient.User user) {
        String password =
                passwords.computeIfAbsent(user.name(), name -> UUID.randomUUID().toString());
        Set<String> roles = user.roles().isEmpty() ? declared.getOrDefault(user.name(), Set.of()) : user.roles();
        container.addUser(user.name(), password, roles);
        return password;
    }

    /**
     * Gives a sender of mail to this container, which a test can let fail.
     *
     * @return one in plaintext, to {@link #address()}
     */
    public TestSender sender() {
        return TestSender.to(address());
    }

    /**
     * Gives where any client can send mail to.
     *
     * @return an address of 127.0.0.1
     */
    public InetSocketAddress address() {
        return started().plain();
    }

    /**
     * Gives where clients can send mail to that begin with TLS.
     *
     * @return an address of 127.0.0.1
     * @throws IllegalStateException without {@link #tls()}
     */
    public InetSocketAddress tlsAddress() {
        return started().tls().orElseThrow(TestContainer::noTls);
    }

    /**
     * Gives what the adapter identifies itself with.
     *
     * @return a certificate for {@code localhost} and 127.0.0.1, signed by itself
     * @throws IllegalStateException without {@link #tls()}
     */
    public X509Certificate certificate() {
        return certificate.orElseThrow(TestContainer::noTls).certificate();
    }

    /**
     * Gives TLS of a client that trusts {@link #certificate()} and no other.
     *
     * @return a new context
     * @throws IllegalStateException without {@link #tls()}
     */
    public SSLContext clientTls() {
        return certificate.orElseThrow(TestContainer::noTls).clientTls();
    }

    /**
     * Gives how the calls of beans with messages have ended so far.
     *
     * @return in the order in which they ended
     */
    public List<DeliveryEnd> ends() {
        return ends.all();
    }

    /**
     * Waits until some calls of beans have ended: senders that do not wait for their reply leave a test without one.
     *
     * @param count how many, at least
     * @return all that have ended
     * @throws IllegalStateException if there are fewer after 20 seconds
     */
    public List<DeliveryEnd> awaitEnds(int count) {
        return ends.await(count, PATIENCE);
    }

    /**
     * Lets the next transactions fail when they commit, as if the database had gone.
     *
     * @param count how many of them
     */
    public void failCommits(int count) {
        container.failCommits(count);
    }

    /**
     * Starts now, rather than with the first message.
     *
     * @return this
     * @throws IllegalStateException if adapter or bean are refused; the message says why
     */
    public TestContainer start() {
        started();
        return this;
    }

    /** Ends all deliveries, and frees ports and files. Can be called again. */
    @Override
    public synchronized void close() {
        closed = true;
        container.close();
        running.ifPresent(RunningTest::close);
        running = Optional.empty();
    }

    private synchronized RunningTest started() {
        if (closed) {
            throw new IllegalStateException("The container is closed");
        }
        return running.orElseGet(() -> {
            RunningTest begun = begin();
            running = Optional.of(begun);
            return begun;
        });
    }

    private RunningTest begin() {
        if (beans.isEmpty()) {
            throw new IllegalStateException("The container has no bean");
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            RunningTest begun = RunningTest.in(certificate);
            try {
                begin(begun);
                if (begun.isBound()) {
                    return begun;
                }
            } catch (RuntimeException | Error e) {
                closed = true;
                container.close();
                begun.close();
                throw e;
            }
            container.stop();
            begun.close();
        }
        throw new IllegalStateException("Ports of 127.0.0.1 that were free are not when the adapter comes to them");
    }

    private void begin(RunningTest begun) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.putAll(begun.properties());
        try {
            container.start(all, beans, things, ends::add);
        } catch (ResourceException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private synchronized <T> T beforeStart(T value) {
        if (running.isPresent() || closed) {
            throw new IllegalStateException("The container has started already");
        }
        return value;
    }

    private static IllegalStateException noTls() {
        return new IllegalStateException("This container has no TLS: say tls() before it starts");
    }
}
