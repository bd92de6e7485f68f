package org.postern.test;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A {@link TestContainer} that JUnit starts and closes: for each test, or, in a static field, for all tests of a class. Any client of
 * this machine can talk to it while a test runs.
 *
 * <pre>{@code
 * @RegisterExtension
 * final PosternExtension postern = PosternExtension.of(new Orders()).tls();
 * }</pre>
 */
public final class PosternExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final Supplier<TestContainer> maker;
    private @Nullable TestContainer container;
    /** Of classes of tests in each other, for each of which JUnit calls a static extension. */
    private int depth;

    private PosternExtension(Supplier<TestContainer> maker) {
        this.maker = maker;
    }

    /**
     * Makes an extension for a container with beans.
     *
     * @param beans one instance of each
     * @return an extension
     */
    public static PosternExtension of(Object... beans) {
        return new PosternExtension(() -> TestContainer.of(beans));
    }

    /**
     * Makes an extension for whatever container a test needs.
     *
     * @param maker makes a new one, which has not started
     * @return an extension
     */
    public static PosternExtension with(Supplier<TestContainer> maker) {
        return new PosternExtension(maker);
    }

    /**
     * The same with TLS.
     *
     * @return another extension
     */
    public PosternExtension tls() {
        return and(TestContainer::tls);
    }

    /**
     * The same with a property of the adapter.
     *
     * @param name such as {@code recipients}
     * @param value as in the reference
     * @return another extension
     */
    public PosternExtension property(String name, String value) {
        return and(made -> made.property(name, value));
    }

    /**
     * The same with a user who can authenticate.
     *
     * @param name of the user
     * @param password to authenticate with
     * @param roles of the user
     * @return another extension
     */
    public PosternExtension user(String name, String password, String... roles) {
        return and(made -> made.user(name, password, roles));
    }

    private PosternExtension and(UnaryOperator<TestContainer> more) {
        return new PosternExtension(() -> more.apply(maker.get()));
    }

    /**
     * Gives the container.
     *
     * @return the one of the test that runs
     * @throws IllegalStateException if none runs: the field lacks {@code @RegisterExtension}
     */
    public TestContainer container() {
        TestContainer current = container;
        if (current == null) {
            throw new IllegalStateException("No test runs. Is @RegisterExtension at the field?");
        }
        return current;
    }

    /**
     * Sends a message, and waits for what becomes of it.
     *
     * @param message to be sent
     * @return what its sender hears
     */
    public SenderReply deliver(TestMessage message) {
        return container().deliver(message);
    }

    /**
     * Gives a sender of mail, which a test can let fail.
     *
     * @return one in plaintext
     */
    public TestSender sender() {
        return container().sender();
    }

    /**
     * Gives where any client can send mail to.
     *
     * @return an address of 127.0.0.1
     */
    public InetSocketAddress address() {
        return container().address();
    }

    /**
     * Gives the port of {@link #address()}.
     *
     * @return a port that was free
     */
    public int port() {
        return address().getPort();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (depth++ == 0) {
            container = maker.get().start();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--depth == 0) {
            end();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (depth == 0) {
            container = maker.get().start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (depth == 0) {
            end();
        }
    }

    private void end() {
        TestContainer ending = container;
        container = null;
        if (ending != null) {
            ending.close();
        }
    }
}
