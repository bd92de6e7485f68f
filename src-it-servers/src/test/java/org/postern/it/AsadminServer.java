package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.postern.run.DeploymentFailedException;

/** Payara and GlassFish: a domain, and its administrator with {@code asadmin}. */
final class AsadminServer implements AppServer {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DOMAIN = "domain1";
    private static final String ADAPTER = "postern";

    private final Path jdk;
    private final Path asadmin;
    private final Path domains;
    private final AsadminDomain domain;
    private final boolean bringsTheDriver;

    /** Prepares one with a copy of the domain that is shipped. */
    AsadminServer(Path home, Path jdk, Path base) throws IOException {
        this.jdk = jdk;
        this.asadmin = home.resolve("glassfish/bin/asadmin");
        this.domains = base.resolve("domains");
        this.bringsTheDriver = Files.exists(home.resolve("glassfish/h2db"));
        this.domain = AsadminDomain.copy(
                home.resolve("glassfish/domains").resolve(DOMAIN), domains.resolve(DOMAIN), jdk, mailDirectory());
    }

    @Override
    public void start() {
        local("start-domain", "--domaindir", domains.toString(), DOMAIN);
    }

    @Override
    public void stop() {
        local("stop-domain", "--domaindir", domains.toString(), DOMAIN);
    }

    @Override
    public void kill() {
        domain.process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        });
    }

    @Override
    public void deploy(Application application, Map<String, String> adapterProperties)
            throws DeploymentFailedException {
        configure(adapterOf(application.name()), adapterProperties);
        try {
            deployBeside(application.name(), application.ear().build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deployAdapter(Map<String, String> properties) throws DeploymentFailedException {
        configure(ADAPTER, properties);
        deployBeside(ADAPTER, Ears.standaloneAdapter());
    }

    @Override
    public void deployBeside(String application, Path archive) throws DeploymentFailedException {
        Command.Result result =
                remote("deploy", "--name", application, archive.toAbsolutePath().toString());
        if (!result.succeeded()) {
            throw new DeploymentFailedException(result.output());
        }
    }

    @Override
    public void undeploy(String application) {
        Program.succeed(remote("undeploy", application));
    }

    @Override
    public void undeployAdapter() {
        undeploy(ADAPTER);
    }

    @Override
    public void change(String application, String property, String value) {
        Program.succeed(remote(
                "set",
                "resources.resource-adapter-config." + adapterOf(application) + ".property." + property + "=" + value));
    }

    @Override
    public void addUser(String name, String password, String group) {
        try {
            Path passwords = Files.createTempFile(domains, "passwords", "");
            Files.writeString(passwords, "AS_ADMIN_USERPASSWORD=" + password + "\n");
            Program.succeed(
                    remote("--passwordfile", passwords.toString(), "create-file-user", "--groups", group, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> importKey(TestKeyStore from, String alias) {
        new KeyTool(jdk).importKey(from, alias, domain.keyStore());
        return Map.of("keyStore", "container");
    }

    /** GlassFish does not bring the driver, and looks for new ones in its library when it starts. */
    @Override
    public String addDataSource(String name, String url) {
        try {
            if (!bringsTheDriver && Drivers.copyInto(domain.library())) {
                stop();
                start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String found = "jdbc/" + name;
        Program.succeed(remote(H2Pool.create(name, url).toArray(String[]::new)));
        Program.succeed(remote("create-jdbc-resource", "--connectionpoolid", name, found));
        return found;
    }

    @Override
    public void removeDataSource(String name) {
        Program.succeed(remote("delete-jdbc-resource", "jdbc/" + name));
        Program.succeed(remote("delete-jdbc-connection-pool", name));
    }

    /** Its applications say so themselves: see {@link Ears#transactionTimeout}. */
    @Override
    public void limitTransactions(int seconds) {}

    @Override
    public ProcessHandle process() {
        return domain.process().orElseThrow();
    }

    @Override
    public Path log() {
        return domain.log();
    }

    @Override
    public Path mailDirectory() {
        return domains.resolveSibling("mail");
    }

    /** Where its web console is. */
    int adminPort() {
        return domain.adminPort();
    }

    private static String adapterOf(String application) {
        return application + "#" + ADAPTER;
    }

    /** What an earlier deployment had is forgotten. */
    private void configure(String adapter, Map<String, String> properties) {
        remote("delete-resource-adapter-config", adapter);
        String list = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue().replaceAll("[\\\\:=\"']", "\\\\$0"))
                .collect(Collectors.joining(":"));
        Program.succeed(remote("create-resource-adapter-config", "--property", list, adapter));
    }

    /** A command for the running server. */
    private Command.Result remote(String... arguments) {
        return asadmin(
                List.of("--host", "127.0.0.1", "--port", String.valueOf(domain.adminPort()), "--user", "admin"),
                arguments);
    }

    private void local(String... arguments) {
        Program.succeed(asadmin(List.of(), arguments));
    }

    private Command.Result asadmin(List<String> options, String... arguments) {
        // GlassFish 7 calls a start that takes more than a minute a failure.
        List<String> command = new ArrayList<>(List.of(
                "env", "AS_JAVA=" + jdk, "AS_START_TIMEOUT=" + PATIENCE.toMillis(), "bash", asadmin.toString()));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return Program.tryTo(command.toArray(String[]::new));
    }
}
