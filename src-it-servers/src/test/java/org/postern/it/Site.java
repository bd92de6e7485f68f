package org.postern.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import org.awaitility.Awaitility;
import org.postern.run.DeploymentFailedException;

/** A running server for the time of one cell: what the cell has deployed is undeployed in the end. */
final class Site implements AutoCloseable {
    /** What is to be undeployed, and how. */
    private record Deployed(String name, Runnable undeploy) {}

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[;\\d]*m");

    private final AppServer server;
    private final Set<String> users;
    private final Path directory;
    private final Mailbox mailbox;
    private final Deque<Deployed> deployed = new ArrayDeque<>();
    private final long logSize;
    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2");
    private final int tlsPort = FreePorts.on("127.0.0.1");

    /** @param users those that the server has by now */
    Site(AppServer server, Set<String> users, Path directory) throws IOException {
        this.server = server;
        this.users = users;
        this.directory = directory;
        this.mailbox = new Mailbox(server.mailDirectory());
        this.logSize = Files.size(server.log());
        mailbox.clear();
    }

    AppServer server() {
        return server;
    }

    /** Empty at the beginning. */
    Path directory() {
        return directory;
    }

    /** What the example bean has stored. */
    Mailbox mailbox() {
        return mailbox;
    }

    /** Free at the beginning, on 127.0.0.1 and 127.0.0.2. */
    int port() {
        return port;
    }

    /** Another one, on 127.0.0.1. */
    int tlsPort() {
        return tlsPort;
    }

    String listen() {
        return "smtp://127.0.0.1:" + port;
    }

    void deploy(Application application, Map<String, String> properties) throws DeploymentFailedException {
        server.deploy(application, properties);
        deployed.push(new Deployed(application.name(), () -> server.undeploy(application.name())));
    }

    /** The adapter by itself. */
    void deployAdapter(Map<String, String> properties) throws DeploymentFailedException {
        server.deployAdapter(properties);
        deployed.push(new Deployed("", server::undeployAdapter));
    }

    /** For that. */
    void deployBeside(String application, Path archive) throws DeploymentFailedException {
        server.deployBeside(application, archive);
        deployed.push(new Deployed(application, () -> server.undeploy(application)));
    }

    void undeploy() {
        undeploy(Application.NAME);
    }

    void undeploy(String application) {
        deployed.removeIf(other -> other.name().equals(application));
        server.undeploy(application);
    }

    /** Makes a data source for the time of the cell. Tells where adapters and beans find it. */
    String addDataSource(String name, String url) {
        String found = server.addDataSource(name, url);
        deployed.push(new Deployed("", () -> server.removeDataSource(name)));
        return found;
    }

    /** Makes a user, if an earlier cell has not done it. */
    void haveUser(String name, String password, String group) {
        if (users.add(name)) {
            server.addUser(name, password, group);
        }
    }

    /** A key store in a file, with a certificate for an alias. */
    Map<String, String> keysInAFile(String alias) throws Exception {
        TestKeyStore keys =
                TestKeyStore.at(directory.resolve("keys.p12")).good(alias).save();
        return Map.of("keyStore", "file:" + keys.file(), "keyStorePassword", TestKeyStore.PASSWORD);
    }

    SmtpClient connect() throws IOException {
        return SmtpClient.connect("127.0.0.1", port);
    }

    void awaitThatTheAddressIsFree() {
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }

    /** Those of the server that runs at the moment. */
    MBeanServerConnection management() {
        return Management.of(server.process());
    }

    /** What the server has logged since the cell began. */
    String log() throws IOException {
        byte[] whole = Files.readAllBytes(server.log());
        // A server that was started again may have begun a new one.
        int from = logSize <= whole.length ? (int) logSize : 0;
        return COLOUR.matcher(new String(whole, from, whole.length - from, StandardCharsets.UTF_8))
                .replaceAll("");
    }

    List<String> logLines() throws IOException {
        return log().lines().toList();
    }

    @Override
    public void close() {
        // An adapter after those that use it.
        while (!deployed.isEmpty()) {
            deployed.pop().undeploy().run();
        }
    }
}
