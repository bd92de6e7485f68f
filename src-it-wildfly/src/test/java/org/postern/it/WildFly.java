package org.postern.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** A WildFly in a process of its own, with nothing open beyond loopback, and its administrator at the command line. */
final class WildFly implements CloseableResource {
    private static final Path HOME = Path.of(System.getProperty("wildfly.home"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The ports that {@code standalone-full.xml} opens, management first. An offset moves all of them. */
    private static final List<Integer> PORTS = List.of(9990, 8080, 8443, 3528);

    private static final int ATTEMPTS = 100;

    private final int portOffset = freeOffset();
    private final Path base;
    private Process server;

    private WildFly(Path base) {
        this.base = base;
        this.server = launch();
    }

    /** Starts one, configured as it was shipped, with nothing in it that an earlier one has left. */
    static WildFly start(Path base) {
        try {
            copyConfiguration(base.resolve("configuration"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WildFly wildFly = new WildFly(base);
        wildFly.awaitRunning();
        return wildFly;
    }

    /** Ends it without a warning: no handler runs. */
    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    /** Starts it again after that, with all that it had. */
    void restart() {
        server = launch();
        awaitRunning();
    }

    /** Gives a command to the administrator's program. */
    Command.Result run(String command) {
        try {
            return Command.run(
                    JAVA.toString(),
                    "-jar",
                    HOME.resolve("bin/client/jboss-cli-client.jar").toString(),
                    "--connect",
                    "--controller=" + LOOPBACK.getHostAddress() + ":" + (PORTS.get(0) + portOffset),
                    "--command=" + command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its management beans, as any console of this machine reaches them. */
    @SuppressWarnings("BanJNDI") // The server is our own process on loopback.
    MBeanServerConnection management() {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(server.pid()));
            try {
                JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
                return JMXConnectorFactory.connect(url).getMBeanServerConnection();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that tell of buffers that were lost. */
    List<String> lostBuffers() {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("LEAK: ")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return base.resolve("server.log");
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitRunning() {
        Awaitility.await().atMost(PATIENCE).until(this::isRunning);
    }

    private boolean isRunning() {
        if (!server.isAlive()) {
            throw new IllegalStateException("The server has ended with " + server.exitValue() + ", see its server.log");
        }
        return run(":read-attribute(name=server-state)").output().contains("\"running\"");
    }

    private List<String> command() {
        return List.of(
                JAVA.toString(),
                "-Xmx512m",
                "-Djava.net.preferIPv4Stack=true",
                // The adapter's buffers are followed, and those that are lost stand in the log.
                "-Dio.netty.leakDetection.level=paranoid",
                // Seconds and milliseconds; by default recovery takes minutes.
                "-Dcom.arjuna.ats.arjuna.recovery.periodicRecoveryPeriod=1",
                "-Dcom.arjuna.ats.arjuna.recovery.recoveryBackoffPeriod=1",
                "-Dcom.arjuna.ats.jta.orphanSafetyInterval=2000",
                "-jar",
                HOME.resolve("jboss-modules.jar").toString(),
                "-mp",
                HOME.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + HOME,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=" + LOOPBACK.getHostAddress(),
                "-Djboss.bind.address.management=" + LOOPBACK.getHostAddress(),
                "-Djboss.bind.address.unsecure=" + LOOPBACK.getHostAddress(),
                "-Djboss.socket.binding.port-offset=" + portOffset,
                "--server-config=standalone-full.xml");
    }

    private static void copyConfiguration(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(HOME.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    private static int freeOffset() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int offset = FreePorts.on(LOOPBACK.getHostAddress()) - PORTS.get(0);
            if (PORTS.stream().allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("No offset moves all of " + PORTS + " to free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
