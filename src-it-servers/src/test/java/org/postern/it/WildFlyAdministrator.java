package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of WildFly's administrator. */
final class WildFlyAdministrator {
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    /** The ports that {@code standalone-full.xml} opens, management first. An offset moves all of them. */
    private static final List<Integer> PORTS = List.of(9990, 8080, 8443, 3528);

    private static final int ATTEMPTS = 100;

    private final Path home;
    private final Path java;
    private final Path base;
    private final int portOffset;

    WildFlyAdministrator(Path home, Path java, Path base, int portOffset) {
        this.home = home;
        this.java = java;
        this.base = base;
        this.portOffset = portOffset;
    }

    /** What moves all ports to free ones. */
    static int freeOffset() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int offset = FreePorts.on(LOOPBACK) - PORTS.get(0);
            if (PORTS.stream().allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("No offset moves all of " + PORTS + " to free ports");
    }

    private static boolean isFree(int port) {
        try {
            return FreePorts.isFree(LOOPBACK, port);
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives a command to the running server. */
    Command.Result tryTo(String command) {
        return cli("--command=" + command);
    }

    /** One that has to succeed. */
    void run(String command) {
        Program.succeed(tryTo(command));
    }

    /** A command that removes a data source at once. Without the header its pool stays, with its connections, for another one of its name. */
    static String removal(String kind, String name) {
        return kind + " remove --name=" + name + " --headers={allow-resource-service-restart=true}";
    }

    /** Several, one after the other. */
    void runAll(List<String> commands) {
        if (commands.isEmpty()) {
            return;
        }
        try {
            Program.succeed(cli("--file=" + Files.write(base.resolve("commands.cli"), commands)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A user of the realm of applications. */
    void addUser(String name, String password, String group) {
        addUserWith("-a", "-u", name, "-p", password, "-g", group);
    }

    /** One who may manage the server, in its web console for instance. */
    void addManager(String name, String password) {
        addUserWith("-u", name, "-p", password);
    }

    private void addUserWith(String... options) {
        String configuration = base.resolve("configuration").toString();
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + java.getParent().getParent(),
                "bash",
                home.resolve("bin/add-user.sh").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-sc", configuration, "-dc", configuration));
        Program.run(command.toArray(String[]::new));
    }

    /** Where its commands are taken, and its web console is. */
    int managementPort() {
        return PORTS.get(0) + portOffset;
    }

    /** Where applications serve pages. */
    int pagesPort() {
        return PORTS.get(1) + portOffset;
    }

    private Command.Result cli(String whatToDo) {
        return Program.tryTo(
                java.toString(),
                "-jar",
                home.resolve("bin/client/jboss-cli-client.jar").toString(),
                "--connect",
                "--controller=" + LOOPBACK + ":" + managementPort(),
                whatToDo);
    }
}
