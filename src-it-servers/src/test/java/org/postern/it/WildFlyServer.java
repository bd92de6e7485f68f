package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.postern.run.DeploymentFailedException;

/** The one WildFly of all test classes, for the time of one test. */
final class WildFlyServer implements TestServer {
    private static final String APPLICATION = "postern";
    private static final String UNDEPLOY = "undeploy " + APPLICATION + ".ear";

    /** Of {@link #addDataSource}. */
    static final String DATA_SOURCE = "java:/jdbc/ledger";

    private final List<String> commandsOfTheEnd = new ArrayList<>();
    private WildFly wildFly;

    @Override
    public void deploy(Path ear, Map<String, String> adapterProperties) throws DeploymentFailedException {
        wildFly.deploy(APPLICATION, ear, adapterProperties);
        commandsOfTheEnd.add(0, UNDEPLOY);
    }

    /** Deploys an EAR as it is. */
    void deploy(Path ear) throws DeploymentFailedException {
        wildFly.deployBeside(APPLICATION, ear);
        commandsOfTheEnd.add(0, UNDEPLOY);
    }

    /** Deploys the operator's page. */
    void deployConsole() throws DeploymentFailedException {
        wildFly.deployBeside("postern-console", Ears.console());
        commandsOfTheEnd.add(0, "undeploy postern-console.war");
    }

    /** Where pages are served. */
    String site() {
        return "http://127.0.0.1:" + wildFly.administrator().pagesPort();
    }

    @Override
    public void undeploy() {
        commandsOfTheEnd.remove(UNDEPLOY);
        run(UNDEPLOY);
    }

    @Override
    public MBeanServerConnection management() {
        return Management.of(wildFly.process());
    }

    /** A user stays as long as the server. */
    void addUser(String name, String password, String group) {
        wildFly.addUser(name, password, group);
    }

    void kill() {
        wildFly.kill();
    }

    /** Starts it again after {@link #kill}. What was deployed is there again. */
    void restart() {
        wildFly.start();
    }

    /** Takes the default data source away from what is deployed from now on, as long as the test lasts. */
    void removeDefaultDataSource() {
        String attribute = "/subsystem=ee/service=default-bindings:%s-attribute(name=datasource%s)";
        run(attribute.formatted("undefine", ""));
        commandsOfTheEnd.add(attribute.formatted("write", ",value=java:jboss/datasources/ExampleDS"));
    }

    /**
     * Makes a data source for a database, as long as the test lasts. Tells where it is found.
     *
     * @param kind {@code data-source} or {@code xa-data-source}
     * @param options such as {@code --jta=false}
     */
    String addDataSource(String kind, Ledger ledger, String options) {
        String address = kind.startsWith("xa-") ? "--xa-datasource-properties=URL=" : "--connection-url=";
        run("%s add --name=ledger --jndi-name=%s --driver-name=h2 --user-name=%s --password=%3$s %s%s %s"
                .formatted(kind, DATA_SOURCE, Ledger.USER, address, ledger.url(), options));
        commandsOfTheEnd.add(WildFlyAdministrator.removal(kind, "ledger"));
        return DATA_SOURCE;
    }

    /** What it has logged. */
    String log() throws IOException {
        return Files.readString(wildFly.log());
    }

    /** Sets a system property of the server, as long as the test lasts. */
    void setSystemProperty(String name, String value) {
        String property = "/system-property=\"" + name + "\":";
        run(property + "add(value=\"" + value + "\")");
        commandsOfTheEnd.add(property + "remove");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        wildFly = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(WildFly.class, type -> start(), WildFly.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        commandsOfTheEnd.forEach(this::run);
        commandsOfTheEnd.clear();
        assertThat(wildFly.faults()).isEmpty();
    }

    private void run(String command) {
        wildFly.administrator().run(command);
    }

    private static WildFly start() {
        try {
            Path base = Files.createDirectories(Path.of(System.getProperty("postern.server")));
            WildFly wildFly = new WildFly(Fleet.WILDFLY.fetch(), Path.of(System.getProperty("java.home")), base);
            wildFly.start();
            return wildFly;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
