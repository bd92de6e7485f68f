package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bouncycastle.operator.OperatorCreationException;
import org.postern.run.DeploymentFailedException;

/** A TomEE: its administrator puts applications into {@code apps/} and restarts it. */
final class TomEe implements AppServer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ADAPTER = "postern";
    private static final String STARTED = "Server startup in";

    private final Path home;
    private final Path jdk;
    private final Path base;
    private final ServerLog log;
    private final Map<String, Map<String, String>> properties = new HashMap<>();
    private final ServerProcess server = new ServerProcess();

    /** Prepares one without its own applications. */
    TomEe(Path home, Path jdk, Path base) throws IOException, GeneralSecurityException, OperatorCreationException {
        this.home = home;
        this.jdk = jdk;
        this.base = base;
        this.log = new ServerLog(base.resolve("console.log"));
        for (String directory : List.of("conf", "apps", "logs", "temp", "work", "webapps")) {
            Files.createDirectories(base.resolve(directory));
        }
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
            }
        }
        // It makes data sources before it knows the application that defines them.
        Drivers.copyInto(base.resolve("lib"));
        TestKeyStore.at(keyStore()).good("own").save();
        edit("server.xml", text -> text.replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                .replaceFirst("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"0\"")
                .replace("</Service>", connectorWithTls() + "</Service>"));
        edit("tomee.xml", text -> text.replace("</tomee>", "<Deployments dir=\"apps\" /></tomee>"));
    }

    @Override
    public void start() {
        writeProperties();
        long before = log.size();
        launch();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !server.isAlive() || log.since(before).contains(STARTED));
        if (!server.isAlive()) {
            throw new IllegalStateException(log.since(before));
        }
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
        properties.put(application.name(), adapterProperties);
        try {
            deployBeside(application.name(), application.ear().build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** While it does not run. Of the examples it takes one bean: a second one is more than it can have of an adapter. */
    @Override
    public void deployBeside(String application, Path archive) throws DeploymentFailedException {
        long before = log.size();
        try {
            stop();
            Path deployed = base.resolve("apps").resolve(application + suffix(archive));
            if (archive.equals(Ears.packaged())) {
                OneExample.copy(archive, deployed);
            } else {
                Files.copy(archive, deployed);
            }
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            startWithout(application);
            throw new DeploymentFailedException(e.getMessage());
        }
        String said = log.since(before);
        if (!said.contains("Deployed Application(path=" + base.resolve("apps"))) {
            startWithout(application);
            throw new DeploymentFailedException(said);
        }
    }

    private void startWithout(String application) {
        kill();
        remove(application);
        start();
    }

    @Override
    public void deployAdapter(Map<String, String> adapterProperties) throws DeploymentFailedException {
        properties.put(ADAPTER, adapterProperties);
        deployBeside(ADAPTER, Ears.standaloneAdapter());
    }

    @Override
    public void undeploy(String application) {
        stop();
        remove(application);
        start();
    }

    @Override
    public void undeployAdapter() {
        undeploy(ADAPTER);
    }

    @Override
    public void change(String application, String property, String value) {
        Map<String, String> changed = new HashMap<>(properties.get(application));
        changed.put(property, value);
        properties.put(application, changed);
        stop();
        start();
    }

    @Override
    public void addUser(String name, String password, String group) {
        edit(
                "tomcat-users.xml",
                text -> text.replace(
                        "</tomcat-users>",
                        "<user username=\"%s\" password=\"%s\" roles=\"%s\"/></tomcat-users>"
                                .formatted(name, password, group)));
    }

    /** Into that of its connector with TLS. */
    @Override
    public Map<String, String> importKey(TestKeyStore from, String alias) {
        new KeyTool(jdk).importKey(from, alias, keyStore());
        return Map.of("keyStore", "container");
    }

    /** From its next start on, which a deployment is. */
    @Override
    public String addDataSource(String name, String url) {
        edit("tomee.xml", text -> text.replace("</tomee>", """
                <Resource id="jdbc/%s" type="DataSource">
                  JdbcDriver = org.h2.Driver
                  JdbcUrl = %s
                  UserName = %s
                  Password = %3$s
                  TestOnBorrow = true
                  ValidationQuery = VALUES 1
                </Resource></tomee>""".formatted(name, url, Ledger.USER)));
        return "openejb:Resource/jdbc/" + name;
    }

    @Override
    public void removeDataSource(String name) {
        edit("tomee.xml", text -> text.replaceFirst("(?s)<Resource id=\"jdbc/" + name + "\".*?</Resource>", ""));
    }

    /** From its next start on, which a deployment is. */
    @Override
    public void limitTransactions(int seconds) {
        String manager = "<TransactionManager id=\"limited\" type=\"TransactionManager\">defaultTransactionTimeout = "
                + seconds + " seconds</TransactionManager>";
        edit("tomee.xml", text -> text.replaceFirst("<TransactionManager.*</TransactionManager>", "")
                .replace("</tomee>", (seconds == 0 ? "" : manager) + "</tomee>"));
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

    private Path keyStore() {
        return base.resolve("conf/keys.p12");
    }

    private static String connectorWithTls() {
        return """
                <Connector address="127.0.0.1" port="0" protocol="org.apache.coyote.http11.Http11NioProtocol" SSLEnabled="true">
                <SSLHostConfig><Certificate certificateKeystoreFile="conf/keys.p12" certificateKeystorePassword="%s"
                certificateKeyAlias="own" type="RSA"/></SSLHostConfig></Connector>
                """.formatted(TestKeyStore.PASSWORD);
    }

    /** Those of adapters are system properties for it, which it reads when it starts. */
    private void writeProperties() {
        String own = "# Of adapters:";
        String lines = properties.values().stream()
                .flatMap(one -> one.entrySet().stream())
                .map(property -> "postern.rarRA." + property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining("\n"));
        edit(
                "system.properties",
                text -> text.replaceFirst("(?s)" + own + ".*", "") + own + "\npostern.mailDirectory=" + mailDirectory()
                        + "\n" + lines + "\n");
    }

    private void remove(String application) {
        properties.remove(application);
        try (Stream<Path> files = Files.walk(base.resolve("apps"))) {
            Pattern own = Pattern.compile(Pattern.quote(application) + "([.][a-z]+)?");
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Path relative = base.resolve("apps").relativize(file);
                Matcher matcher = own.matcher(relative.getName(0).toString());
                if (matcher.matches()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String suffix(Path archive) {
        String name = archive.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }

    private void edit(String file, UnaryOperator<String> change) {
        Path path = base.resolve("conf").resolve(file);
        try {
            Files.writeString(path, change.apply(Files.readString(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch() {
        server.launch(new ProcessBuilder(
                        jdk.resolve("bin/java").toString(),
                        HEAP,
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                        // The adapter's buffers are followed, and those that are lost stand in the log.
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                        "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
                        "-Djava.io.tmpdir=" + base.resolve("temp"),
                        "-Dcatalina.home=" + home,
                        "-Dcatalina.base=" + base,
                        "-javaagent:" + home.resolve("lib/openejb-javaagent.jar"),
                        "-classpath",
                        home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start")
                .directory(base.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
    }
}
