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
import org.awaitility.Awaitility;
import org.postern.run.DeploymentFailedException;

/** A running server for the time of one cell: what the cell has deployed is undeployed in the end. */
final class Site implements AutoCloseable {
    /** The name of the application, unless a cell wants several. */
    static final String APPLICATION = "postern";

    private final AppServer server;
    private final Path directory;
    private final Mailbox mailbox;
    private final Deque<Runnable> deployed = new ArrayDeque<>();
    private final long logSize;
    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2");
    private final int tlsPort = FreePorts.on("127.0.0.1");

    Site(AppServer server, Path directory) throws IOException {
        this.server = server;
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

    void deploy(Path ear, Map<String, String> properties) throws DeploymentFailedException {
        deploy(APPLICATION, ear, properties);
    }

    void deploy(String application, Path ear, Map<String, String> properties) throws DeploymentFailedException {
        server.deploy(application, ear, properties);
        deployed.push(() -> server.undeploy(application));
    }

    void undeploy() {
        server.undeploy(APPLICATION);
        deployed.pop();
    }

    SmtpClient connect() throws IOException {
        return SmtpClient.connect("127.0.0.1", port);
    }

    void awaitThatTheAddressIsFree() {
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(
                        () -> SmtpClient.open("127.0.0.1", port).close())
                .hasMessageContaining("refused"));
    }

    /** What the server has logged since the cell began. */
    String log() throws IOException {
        byte[] whole = Files.readAllBytes(server.log());
        int from = (int) Math.min(logSize, whole.length);
        return new String(whole, from, whole.length - from, StandardCharsets.UTF_8);
    }

    List<String> logLines() throws IOException {
        return log().lines().toList();
    }

    @Override
    public void close() {
        deployed.forEach(Runnable::run);
        deployed.clear();
    }
}
