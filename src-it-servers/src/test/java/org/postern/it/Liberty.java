package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.postern.run.DeploymentFailedException;

/** An Open Liberty: its administrator edits {@code server.xml} and reads {@code messages.log}. */
final class Liberty implements AppServer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SERVER = "postern";

    /** An activation that failed, an application or adapter that did not start. */
    private static final Pattern FAILURE = Pattern.compile("J2CA8802E|J2CA7002E|CWWKZ0002E|CWWKZ0004E");

    private final Path home;
    private final Path jdk;
    private final Path base;
    private final ServerLog log;
    private final LibertyConfiguration configuration;
    private final Map<String, Path> deployed = new HashMap<>();
    private final Map<String, Map<String, String>> properties = new HashMap<>();
    private final ServerProcess server = new ServerProcess();

    /** Prepares one that has nothing but its features. */
    Liberty(Path home, Path jdk, Path base) throws IOException {
        this.home = home;
        this.jdk = jdk;
        this.base = base;
        Path directory = Files.createDirectories(base.resolve("servers").resolve(SERVER));
        Files.writeString(directory.resolve("bootstrap.properties"), "com.ibm.ws.logging.newLogsOnStart=false\n");
        this.log = new ServerLog(directory.resolve("logs/messages.log"));
        this.configuration = new LibertyConfiguration(directory.resolve("server.xml"), base.resolve("drivers"));
        Drivers.copyInto(base.resolve("drivers"));
        configuration.write();
    }

    @Override
    public void start() {
        long before = log.size();
        server.launch(builder());
        await(before, "CWWKF0011I");
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void deploy(Application application, Map<String, String> adapterProperties)
            throws DeploymentFailedException {
        String name = application.name();
        properties.put(name, adapterProperties);
        try {
            Path ear = named(name, application.ear().build());
            start(name, ear, () -> configuration.add(name, ear, adapterProperties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deployBeside(String application, Path archive) throws DeploymentFailedException {
        try {
            Path named = named(application, archive);
            start(application, named, () -> configuration.add(application, named));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Liberty calls the beans of an application after its file. */
    private Path named(String application, Path archive) throws IOException {
        String file = archive.getFileName().toString();
        Path apps = Files.createDirectories(base.resolve("apps"));
        return Files.copy(
                archive,
                apps.resolve(application + file.substring(file.lastIndexOf('.'))),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void deployAdapter(Map<String, String> adapterProperties) {
        long before = log.size();
        configuration.addAdapter(Ears.standaloneAdapter(), adapterProperties);
        await(before, "J2CA7001I");
    }

    @Override
    public void undeploy(String application) {
        long before = log.size();
        configuration.remove(application);
        deployed.remove(application);
        await(before, "CWWKZ0009I.*" + application + "\\b");
    }

    @Override
    public void undeployAdapter() {
        long before = log.size();
        configuration.removeAdapter();
        await(before, "J2CA7009I");
    }

    @Override
    public void change(String application, String property, String value) {
        Map<String, String> changed = new HashMap<>(properties.get(application));
        changed.put(property, value);
        properties.put(application, changed);
        long before = log.size();
        try {
            configuration.add(application, deployed.get(application), changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(before, "CWWKG0017I");
    }

    @Override
    public void addUser(String name, String password, String group) {
        long before = log.size();
        configuration.addUser(name, password, group);
        await(before, "CWWKG0017I");
    }

    /** Into its default key store, which it has made at its first start. */
    @Override
    public Map<String, String> importKey(TestKeyStore from, String alias) {
        Path own = base.resolve("servers").resolve(SERVER).resolve("resources/security/key.p12");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(own));
        new KeyTool(jdk).importKey(from, alias, own);
        return Map.of("keyStore", "container");
    }

    @Override
    public String addDataSource(String name, String url) {
        long before = log.size();
        configuration.addDataSource(name, url);
        await(before, "CWWKG0017I");
        return "jdbc/" + name;
    }

    @Override
    public void removeDataSource(String name) {
        long before = log.size();
        configuration.removeDataSource(name);
        await(before, "CWWKG0017I");
    }

    @Override
    public void limitTransactions(int seconds) {
        long before = log.size();
        configuration.limitTransactions(seconds);
        await(before, "CWWKG0017I");
    }

    @Override
    public ProcessHandle process() {
        return server.handle();
    }

    @Override
    public Path log() {
        return log.file();
    }

    @Override
    public Path mailDirectory() {
        return base.resolve("mail");
    }

    /** A change of its configuration that it does not know of yet. */
    private interface Change {
        void make() throws IOException;
    }

    /** What fails does so in the log only. What is left of it is taken away. */
    private void start(String application, Path archive, Change change) throws DeploymentFailedException {
        long before = log.size();
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deployed.put(application, archive);
        String ended = "CWWKZ000[1-4][AEI].*" + application + "\\b";
        await(before, ended);
        String said = log.since(before);
        if (FAILURE.matcher(said).find()) {
            undeployWhatFailed(application);
            throw new DeploymentFailedException(said);
        }
    }

    private void undeployWhatFailed(String application) {
        long before = log.size();
        configuration.remove(application);
        await(before, "CWWKG0017I");
    }

    private void await(long before, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        server.isAlive() && wanted.matcher(log.since(before)).find());
    }

    /** As its own script starts it. */
    private ProcessBuilder builder() {
        List<String> command = new ArrayList<>(List.of(
                jdk.resolve("bin/java").toString(),
                HEAP,
                "@" + home.resolve("lib/platform/java/java9.options"),
                "-Dpostern.mailDirectory=" + mailDirectory(),
                // The adapter's buffers are followed, and those that are lost stand in the log.
                "-Dio.netty.leakDetection.level=paranoid",
                "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                "-jar",
                home.resolve("bin/tools/ws-server.jar").toString(),
                SERVER));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(base.resolve("console.log").toFile());
        builder.environment().put("WLP_USER_DIR", base.toString());
        return builder;
    }
}
