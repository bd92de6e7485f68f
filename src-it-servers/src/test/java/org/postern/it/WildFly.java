package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.postern.run.DeploymentFailedException;

/** A WildFly in a process of its own, with nothing open beyond loopback, and its administrator at the command line. */
final class WildFly implements AppServer, CloseableResource {
    private static final String ADAPTER = "postern.rar";

    /** What {@code jboss-ejb3.xml} of the examples takes from system properties. */
    private static final List<String> EXAMPLES =
            List.of("listen", "certificateBindings", "keyStore", "keyStorePassword");

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int portOffset = WildFlyAdministrator.freeOffset();
    private final WildFlyAdministrator administrator;
    private final Path home;
    private final Path java;
    private final Path base;
    private final Map<String, String> deployed = new HashMap<>();
    private final ServerProcess server = new ServerProcess();

    /** Prepares one, configured as it was shipped, with nothing in it that an earlier one has left. */
    WildFly(Path home, Path jdk, Path base) throws IOException {
        this.home = home;
        this.java = jdk.resolve("bin/java");
        this.base = base;
        this.administrator = new WildFlyAdministrator(home, java, base, portOffset);
        copyConfiguration();
    }

    @Override
    public void start() {
        server.launch(new ProcessBuilder(command()).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
        awaitRunning();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** Puts the adapter's properties where WildFly wants them: into the RAR. Four of the examples' are system properties, too. */
    @Override
    public void deploy(Application application, Map<String, String> adapterProperties)
            throws DeploymentFailedException {
        try {
            deploy(application.name(), application.ear().build(), adapterProperties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deploy(String application, Path ear, Map<String, String> adapterProperties) throws DeploymentFailedException {
        List<String> ofTheExamples =
                EXAMPLES.stream().filter(adapterProperties::containsKey).toList();
        administrator.runAll(ofTheExamples.stream()
                .map(name -> systemProperty(name) + "add(value=\"" + adapterProperties.get(name) + "\")")
                .toList());
        try {
            deploy(application, ear, configured -> IronJacamar.configure(ear, adapterProperties, configured));
        } finally {
            administrator.runAll(ofTheExamples.stream()
                    .map(name -> systemProperty(name) + "remove")
                    .toList());
        }
    }

    private static String systemProperty(String name) {
        return "/system-property=postern." + name + ":";
    }

    @Override
    public void deployAdapter(Map<String, String> properties) throws DeploymentFailedException {
        deploy(
                "postern",
                Ears.standaloneAdapter(),
                configured -> IronJacamar.configureAdapter(Ears.standaloneAdapter(), properties, configured));
    }

    private void deploy(String application, Path archive, Configuration configuration)
            throws DeploymentFailedException {
        try {
            Path configured = Files.createTempFile(base, "configured-", suffix(archive));
            try {
                configuration.write(configured);
                deployBeside(application, configured);
            } finally {
                Files.delete(configured);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deploys an archive as it is. */
    @Override
    public void deployBeside(String application, Path archive) throws DeploymentFailedException {
        String name = application + suffix(archive);
        Command.Result result = administrator.tryTo(
                "deploy %s --name=%s --runtime-name=%2$s".formatted(archive.toAbsolutePath(), name));
        if (!result.succeeded()) {
            // The administrator's program quotes what the server says.
            throw new DeploymentFailedException(result.output().replace("\\\"", "\""));
        }
        deployed.put(application, name);
    }

    @Override
    public void undeploy(String application) {
        administrator.run("undeploy " + deployed.remove(application));
    }

    @Override
    public void undeployAdapter() {
        undeploy("postern");
    }

    @Override
    public void change(String application, String property, String value) {
        administrator.run(
                "/deployment=%s/subdeployment=%s/subsystem=resource-adapters/resource-adapter=%s/config-properties=%s"
                                .formatted(deployed.get(application), ADAPTER, ADAPTER, property)
                        + ":write-attribute(name=value,value=\"" + value + "\")");
    }

    @Override
    public void addUser(String name, String password, String group) {
        administrator.addUser(name, password, group);
    }

    /** A key store of Elytron. */
    @Override
    public Map<String, String> importKey(TestKeyStore from, String alias) {
        administrator.run(
                "/subsystem=elytron/key-store=%s:add(path=\"%s\",type=PKCS12,credential-reference={clear-text=\"%s\"})"
                        .formatted(alias, from.file(), TestKeyStore.PASSWORD));
        return Map.of("keyStore", "container", "keyStorePassword", TestKeyStore.PASSWORD);
    }

    @Override
    public String addDataSource(String name, String url) {
        String found = "java:/jdbc/" + name;
        administrator.run(
                ("data-source add --name=%s --jndi-name=%s --driver-name=h2 --connection-url=%s --user-name=%s"
                                + " --password=%4$s --validate-on-match=true --check-valid-connection-sql=\"VALUES 1\"")
                        .formatted(name, found, url, Ledger.USER));
        return found;
    }

    @Override
    public void removeDataSource(String name) {
        administrator.run(WildFlyAdministrator.removal("data-source", name));
    }

    private static String suffix(Path archive) {
        String name = archive.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }

    /** Writes an archive with properties of the adapter in it. */
    private interface Configuration {
        void write(Path configured) throws IOException;
    }

    WildFlyAdministrator administrator() {
        return administrator;
    }

    @Override
    public void limitTransactions(int seconds) {
        String attribute = "/subsystem=transactions:%s-attribute(name=default-timeout%s)";
        administrator.run(
                seconds == 0 ? attribute.formatted("undefine", "") : attribute.formatted("write", ",value=" + seconds));
    }

    @Override
    public ProcessHandle process() {
        return server.handle();
    }

    /** The lines that tell of buffers that were lost, and of classes that were loaded in vain. */
    List<String> faults() {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("LEAK: ") || line.contains("Failed to define class"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path mailDirectory() {
        return base.resolve("mail");
    }

    @Override
    public Path log() {
        return base.resolve("server.log");
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            kill();
        }
    }

    private void awaitRunning() {
        Awaitility.await().atMost(PATIENCE).until(this::isRunning);
    }

    private boolean isRunning() {
        if (!server.isAlive()) {
            throw new IllegalStateException("The server has ended, see its server.log");
        }
        return administrator
                .tryTo(":read-attribute(name=server-state)")
                .output()
                .contains("\"running\"");
    }

    private List<String> command() {
        return List.of(
                java.toString(),
                HEAP,
                "-Djava.net.preferIPv4Stack=true",
                // The adapter's buffers are followed, and those that are lost stand in the log.
                "-Dio.netty.leakDetection.level=paranoid",
                "-Dpostern.mailDirectory=" + mailDirectory(),
                // Seconds and milliseconds; by default recovery takes minutes.
                "-Dcom.arjuna.ats.arjuna.recovery.periodicRecoveryPeriod=1",
                "-Dcom.arjuna.ats.arjuna.recovery.recoveryBackoffPeriod=1",
                "-Dcom.arjuna.ats.jta.orphanSafetyInterval=2000",
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=" + LOOPBACK.getHostAddress(),
                "-Djboss.bind.address.management=" + LOOPBACK.getHostAddress(),
                "-Djboss.bind.address.unsecure=" + LOOPBACK.getHostAddress(),
                "-Djboss.socket.binding.port-offset=" + portOffset,
                "--server-config=standalone-full.xml");
    }

    private void copyConfiguration() throws IOException {
        Path directory = base.resolve("configuration");
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }
}
