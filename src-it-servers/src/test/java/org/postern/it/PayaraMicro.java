package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.postern.run.DeploymentFailedException;

/**
 * Payara Micro: a jar, which is told at its start what it is to deploy. So whoever deploys something else ends it and starts it
 * again.
 */
final class PayaraMicro implements AppServer {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /**
     * Two threads of its own wait for each other now and then when it starts, before it has opened a deployment: one reads a
     * class for HK2 and wants the lock that the other holds. More often on a machine under load.
     */
    private static final int STARTS = 4;

    private static final String ADAPTER = "postern";
    private static final String READY = "ready in";
    private static final String SET = "set configs.config.server-config.";

    private final Path jar;
    private final Path jdk;
    private final Path base;
    private final Map<String, Path> deployed = new LinkedHashMap<>();
    private final Map<String, List<String>> dataSources = new LinkedHashMap<>();
    private final List<String> users = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private Map<String, String> adapterProperties = Map.of();
    private Optional<Path> grid = Optional.empty();
    private final ServerProcess process = new ServerProcess();

    /** Prepares one without any configuration. */
    PayaraMicro(Path jar, Path jdk, Path base) {
        this.jar = jar;
        this.jdk = jdk;
        this.base = base;
    }

    @Override
    public void start() {
        for (int attempt = 1; !comesUp(); attempt++) {
            kill();
            if (attempt == STARTS) {
                throw new IllegalStateException("Payara Micro hung in " + STARTS + " starts: " + log());
            }
        }
    }

    /** Starts it. Tells whether it came to its end; if not, it hangs. */
    private boolean comesUp() {
        try {
            long from = Files.exists(log()) ? Files.size(log()) : 0;
            process.launch(new ProcessBuilder(command())
                    .directory(base.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !process.isAlive() || logSince(from).contains(READY));
            if (!process.isAlive()) {
                throw new IllegalStateException(logSince(from));
            }
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>(options);
        command.addAll(0, List.of(jdk.resolve("bin/java").toString(), HEAP));
        command.addAll(List.of(
                "-Dpostern.mailDirectory=" + mailDirectory(),
                "-Dio.netty.leakDetection.level=paranoid",
                "-jar",
                jar.toString(),
                "--disablephonehome",
                "--rootdir",
                // A new one each time: it would remember what it had, and refuse the same commands.
                Files.createTempDirectory(base, "root").toString(),
                "--port",
                String.valueOf(FreePorts.on("127.0.0.1")),
                "--prebootcommandfile",
                commands().toString()));
        command.addAll(grid.map(file -> List.of("--hzconfigfile", file.toString()))
                .orElse(List.of("--nocluster", "--nohazelcast")));
        deployed.values().forEach(archive -> command.addAll(List.of("--deploy", archive.toString())));
        return command;
    }

    /** As {@code asadmin} takes them. */
    private Path commands() throws IOException {
        List<String> commands = new ArrayList<>(users);
        dataSources.values().forEach(commands::addAll);
        if (grid.isEmpty()) {
            // The data grid would listen on all addresses, with --nohazelcast, too.
            commands.add(SET + "hazelcast-config-specific-configuration.enabled=false");
        }
        commands.add(SET + "network-config.network-listeners.network-listener.http-listener.address=127.0.0.1");
        if (!adapterProperties.isEmpty()) {
            commands.add("create-resource-adapter-config --property "
                    + adapterProperties.entrySet().stream()
                            .map(property -> property.getKey() + "="
                                    + property.getValue().replaceAll("[\\\\:=\"']", "\\\\$0"))
                            .collect(Collectors.joining(":"))
                    + " " + ADAPTER);
        }
        return Files.write(base.resolve("preboot.txt"), commands);
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    /** It takes no EAR: the adapter by itself, and the beans. */
    @Override
    public void deploy(Application application, Map<String, String> properties) throws DeploymentFailedException {
        try {
            adapterProperties = properties;
            deployed.put(ADAPTER, adapter());
            deployBeside(
                    application.name() + "-beans",
                    application.besideTheAdapter().build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeploymentFailedException e) {
            deployed.clear();
            throw e;
        }
    }

    @Override
    public void deployAdapter(Map<String, String> properties) throws DeploymentFailedException {
        adapterProperties = properties;
        try {
            deployBeside(ADAPTER, adapter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Named as adapters are called: after the file. */
    private Path adapter() throws IOException {
        Path adapter = base.resolve(ADAPTER + ".rar");
        if (!Files.exists(adapter)) {
            Files.copy(Ears.standaloneAdapter(), adapter);
        }
        return adapter;
    }

    @Override
    public void deployBeside(String application, Path archive) throws DeploymentFailedException {
        deployed.put(application, archive.toAbsolutePath());
        String answer = restart();
        if (answer.contains("Exception during lifecycle processing") || answer.contains("Failed to deploy")) {
            deployed.remove(application);
            throw new DeploymentFailedException(answer);
        }
    }

    @Override
    public void undeploy(String application) {
        if (deployed.remove(application + "-beans") != null) {
            deployed.remove(ADAPTER);
        }
        deployed.remove(application);
        restart();
    }

    @Override
    public void undeployAdapter() {
        undeploy(ADAPTER);
    }

    private String restart() {
        try {
            stop();
            long from = Files.size(log());
            start();
            return logSince(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String logSince(long from) throws IOException {
        byte[] whole = Files.readAllBytes(log());
        return new String(whole, (int) from, whole.length - (int) from, StandardCharsets.UTF_8);
    }

    @Override
    public void change(String application, String property, String value) {
        throw new UnsupportedOperationException("Payara Micro takes an administrator's commands at its start only");
    }

    @Override
    public void addUser(String name, String password, String group) {
        try {
            Path passwords = Files.writeString(base.resolve(name + ".txt"), "AS_ADMIN_USERPASSWORD=" + password + "\n");
            users.add("create-file-user --groups " + group + " --passwordfile " + passwords + " " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> importKey(TestKeyStore from, String alias) {
        options.add("-Djavax.net.ssl.keyStore=" + from.file());
        options.add("-Djavax.net.ssl.keyStorePassword=" + TestKeyStore.PASSWORD);
        return Map.of("keyStore", "container");
    }

    @Override
    public String addDataSource(String name, String url) {
        String found = "jdbc/" + name;
        dataSources.put(
                name,
                List.of(
                        String.join(" ", H2Pool.create(name, url)),
                        "create-jdbc-resource --connectionpoolid " + name + " " + found));
        return found;
    }

    /** By a configuration of the grid's own: what the server would write lets it listen on all addresses. */
    @Override
    public boolean joinGrid(int own, List<Integer> all) {
        String members = all.stream()
                .map(port -> "<member>127.0.0.1:" + port + "</member>")
                .collect(Collectors.joining());
        try {
            grid = Optional.of(Files.writeString(base.resolve("grid.xml"), """
                    <hazelcast xmlns="http://www.hazelcast.com/schema/config">
                      <properties>
                        <property name="hazelcast.socket.bind.any">false</property>
                        <property name="hazelcast.phone.home.enabled">false</property>
                      </properties>
                      <network>
                        <port auto-increment="false">%d</port>
                        <join>
                          <multicast enabled="false"/>
                          <auto-detection enabled="false"/>
                          <tcp-ip enabled="true">%s</tcp-ip>
                        </join>
                        <interfaces enabled="true">
                          <interface>127.0.0.1</interface>
                        </interfaces>
                      </network>
                    </hazelcast>
                    """.formatted(own, members)));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void removeDataSource(String name) {
        dataSources.remove(name);
    }

    /** Its applications say so themselves: see {@link Ears#transactionTimeout}. */
    @Override
    public void limitTransactions(int seconds) {}

    @Override
    public ProcessHandle process() {
        return process.handle();
    }

    @Override
    public Path log() {
        return base.resolve("server.log");
    }

    @Override
    public Path mailDirectory() {
        return base.resolve("mail");
    }
}
