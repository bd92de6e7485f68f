package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.awaitility.core.ConditionTimeoutException;
import org.glassfish.embeddable.CommandResult;
import org.glassfish.embeddable.CommandRunner;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postern.run.Administrator;
import org.postern.run.DeploymentFailedException;

/**
 * The server that Arquillian started, for the time of one test.
 *
 * <p>Deployments go through the administrator's commands and not through Arquillian's deployer, which says nothing when
 * one fails.
 */
final class PosternServer implements TestServer {
    /** The name of the application, unless a test wants several. */
    static final String APPLICATION = "postern";

    /** The name of an adapter that is deployed by itself. */
    static final String ADAPTER = "postern";

    private static final String CONSOLE = "postern-console";

    /** What Payara has behind {@code java:comp/DefaultJMSConnectionFactory}. */
    private static final String CONNECTION_FACTORY = "jms/__defaultConnectionFactory";

    /** One for all tests: Payara finds no applications at a listener whose port is changed once more. */
    private static final int PAGES = FreePorts.on("127.0.0.1");

    /** Where web applications are served once {@link #servePages} was called. */
    static final String SITE = "http://127.0.0.1:" + PAGES;

    private final Set<String> deployed = new LinkedHashSet<>();
    private final Set<String> users = new LinkedHashSet<>();
    private final Map<String, String> formerProperties = new HashMap<>();
    private CommandRunner commands;
    private Administrator administrator;
    private Mailbox mailbox;
    private AdapterLog lostBuffers;

    @Override
    public void deploy(Path ear, Map<String, String> adapterProperties) throws DeploymentFailedException {
        deploy(APPLICATION, ear, adapterProperties);
    }

    /** Deploys one of several EARs; their beans need to be bound to their adapters, as {@link Ears} does. */
    void deploy(String application, Path ear, Map<String, String> adapterProperties) throws DeploymentFailedException {
        administrator.configureAdapter(Administrator.adapterName(application), adapterProperties);
        deploy(application, ear);
    }

    /** Deploys the adapter by itself. */
    void deployAdapter(Map<String, String> properties) throws DeploymentFailedException {
        administrator.configureAdapter(ADAPTER, properties);
        deploy(ADAPTER, Ears.adapter());
    }

    /** Deploys what brings no adapter. */
    void deploy(String application, Path archive) throws DeploymentFailedException {
        administrator.deploy(application, archive);
        deployed.add(application);
    }

    @Override
    public void undeploy() {
        undeploy(APPLICATION);
    }

    /** Of this JVM. */
    @Override
    public MBeanServerConnection management() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    void undeploy(String application) {
        administrator.undeploy(application);
        deployed.remove(application);
    }

    /** Changes a property of the adapter while it runs. */
    void change(String property, String value) {
        administrator.setAdapterProperty(Administrator.adapterName(APPLICATION), property, value);
    }

    /** Where the beans of {@link Ears#packaged()} put what they receive. Empty at the beginning of each test. */
    Mailbox mailbox() {
        return mailbox;
    }

    /** Binds what a factory makes, under a JNDI name, as an administrator does. */
    void bindResource(String jndiName, Class<?> type, Class<?> factory) {
        run("create-custom-resource", "--restype", type.getName(), "--factoryclass", factory.getName(), jndiName);
    }

    void unbindResource(String jndiName) {
        commands.run("delete-custom-resource", jndiName);
    }

    /** Makes a user of the default realm for the time of one test, as an administrator does. */
    void makeUser(Path directory, String name, String password, String group) throws IOException {
        Path file = directory.resolve(name + ".password");
        Files.writeString(file, "AS_ADMIN_USERPASSWORD=" + password + "\n");
        run("create-file-user", "--passwordfile", file.toString(), "--groups", group, name);
        users.add(name);
    }

    /** Lets the server serve pages, on loopback: it makes its listener anew, also where that had this port already. */
    private void servePages() {
        run(
                "set",
                "configs.config.server-config.network-config.network-listeners.network-listener.http-listener.port="
                        + PAGES);
    }

    /**
     * Deploys the operator's page, and lets the server serve it. Payara moves its listener in the background. What is deployed meanwhile
     * may never be found at that one, nor what is deployed later: then the listener is made once more.
     *
     * @param user may use the page
     */
    void deployConsole(String user, String password) throws DeploymentFailedException {
        ConsoleClient client = new ConsoleClient(SITE + "/" + CONSOLE + "/", password);
        boolean isFound = false;
        for (int attempt = 0; attempt < 3 && !isFound; attempt++) {
            if (deployed.contains(CONSOLE)) {
                undeploy(CONSOLE);
            }
            servePages();
            deploy(CONSOLE, Ears.console());
            isFound = isConsoleFound(client, user);
        }
        assertThat(isFound)
                .as("%s, a script and the state are served to %s", CONSOLE, user)
                .isTrue();
    }

    /** Whether all that a browser asks for at first is served: the page, its scripts, and what its application answers. */
    private static boolean isConsoleFound(ConsoleClient client, String user) {
        for (String path : List.of("", "js/main.js", "api/state")) {
            try {
                await().atMost(Duration.ofSeconds(20))
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(() -> client.get(path, user).statusCode() == HttpURLConnection.HTTP_OK);
            } catch (ConditionTimeoutException e) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lets the first one who wants it start Open MQ, which then stays with this JVM, on loopback. Port 0 it does not take.
     */
    void startBroker() {
        String service = "configs.config.server-config.jms-service.";
        run("set", service + "jms-host.default_JMS_host.port=" + FreePorts.on("127.0.0.1"));
        run("set", service + "start-args=-Dimq.hostname=127.0.0.1");
        run("set", service + "type=EMBEDDED");
        run("create-jms-resource", "--restype", ConnectionFactory.class.getName(), CONNECTION_FACTORY);
    }

    void removeConnectionFactory() {
        run("delete-jms-resource", CONNECTION_FACTORY);
    }

    Administrator administrator() {
        return administrator;
    }

    /** Lets {@code keyStore=container}, the default, find this one. */
    void useAsContainerKeyStore(TestKeyStore keyStore) {
        setSystemProperty("javax.net.ssl.keyStore", keyStore.file().toString());
        setSystemProperty("javax.net.ssl.keyStorePassword", TestKeyStore.PASSWORD);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException, NamingException {
        commands = lookUpCommands();
        administrator = new Administrator(commands);
        lostBuffers = new AdapterLog("io.netty.util.ResourceLeakDetector");
        mailbox = new Mailbox(Files.createTempDirectory("mailbox"));
        setSystemProperty("postern.mailDirectory", mailbox.directory().toString());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        List<String> all = new ArrayList<>(deployed);
        Collections.reverse(all); // An adapter after those that use it.
        all.forEach(this::undeploy);
        users.forEach(name -> run("delete-file-user", name));
        users.clear();
        mailbox.delete();
        formerProperties.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        formerProperties.clear();
        lostBuffers.close();
        assertThat(lostBuffers.lines()).isEmpty();
    }

    private void run(String command, String... arguments) {
        CommandResult result = commands.run(command, arguments);
        if (result.getExitStatus() != CommandResult.ExitStatus.SUCCESS) {
            throw new IllegalStateException(result.getOutput(), result.getFailureCause());
        }
    }

    /** Where Arquillian's adapter for Payara leaves it. */
    @SuppressWarnings("BanJNDI") // A name of ours, in the naming context of this JVM.
    private static CommandRunner lookUpCommands() throws NamingException {
        return (CommandRunner) new InitialContext().lookup("org.glassfish.embeddable.CommandRunner");
    }

    /** For the time of one test. */
    void setSystemProperty(String name, String value) {
        String former = System.setProperty(name, value);
        formerProperties.putIfAbsent(name, former);
    }
}
