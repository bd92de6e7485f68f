package org.postern.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Postfix of Debian with a queue of its own, for one test: takes mail on a port of 127.0.0.1 and relays it. Needs root. */
final class Postfix {
    private static final String MAIN = """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            maillog_file = /var/log/postern-%2$d.log
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = relay.example.org
            mydestination =
            mynetworks = 127.0.0.0/8
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtp_host_lookup = native
            smtputf8_enable = yes
            alias_maps =
            alias_database =
            minimal_backoff_time = 1s
            maximal_backoff_time = 2s
            queue_run_delay = 1s
            transport_maps = inline:{%3$s}
            %4$s
            """;

    /** No daemon is chrooted: the sockets of all are in the queue directory. */
    private static final String MASTER = """
            127.0.0.1:%d inet n - n - - smtpd
            pickup unix n - n 1 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 1 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            tlsmgr unix - - n 1000? 1 tlsmgr
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            discard unix - - n - - discard
            error unix - - n - - error
            retry unix - - n - - error
            postlog unix-dgram n - n - 1 postlogd
            may unix - - n - - smtp -o smtp_tls_security_level=may
            must unix - - n - - smtp -o smtp_tls_security_level=encrypt
            """;

    /** Its own user must be able to enter what is above its queue, and who keeps the JVM's temporary directory is unknown. */
    private static final Path ABOVE = Path.of("/var/tmp");

    private final Path directory;
    private final Process process;
    private final Path log;

    private Postfix(Path directory, Process process, Path log) {
        this.directory = directory;
        this.process = process;
        this.log = log;
    }

    /** Whether it is installed and may be started. */
    static boolean isUsable() throws IOException {
        return Command.isInstalled("postfix")
                && "root".equals(System.getProperty("user.name"))
                && Files.getPosixFilePermissions(ABOVE).contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    /**
     * Starts it.
     *
     * @param routes of domains, such as {@code { example.com = may:[127.0.0.1]:25 }}; {@code may} uses STARTTLS where it
     *     is offered, {@code must} sends nothing without
     */
    static Postfix start(int port, String routes) throws IOException {
        return start(port, routes, "");
    }

    /**
     * Starts it with another line of its configuration.
     *
     * @param more such as {@code delay_warning_time = 1s}
     */
    static Postfix start(int port, String routes, String more) throws IOException {
        Path configuration = Files.createTempDirectory(ABOVE, "postern-");
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(configuration.resolve("queue"));
        Path data = Files.createDirectory(configuration.resolve("data"));
        Files.setOwner(
                data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        Files.writeString(configuration.resolve("main.cf"), MAIN.formatted(configuration, port, routes, more));
        Files.writeString(configuration.resolve("master.cf"), MASTER.formatted(port));
        Path output = configuration.resolve("output");
        Process process = new ProcessBuilder("/usr/sbin/postfix", "-c", configuration.toString(), "start-fg")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Postfix started = new Postfix(configuration, process, Path.of("/var/log/postern-" + port + ".log"));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> started.log()
                    .contains("daemon started"));
            return started;
        } catch (RuntimeException e) {
            String said = Files.readString(output) + started.log();
            started.close();
            throw new IllegalStateException(said, e);
        }
    }

    /** Takes a message as programs of this machine send it: without looking at the recipients first. */
    void sendmail(String content, String... arguments) throws IOException, InterruptedException {
        String[] line = Stream.concat(Stream.of("sendmail", "-C", directory.toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
        Command.Result result = Command.runWithInput(content, line);
        if (!result.succeeded()) {
            throw new IllegalStateException(result.output());
        }
    }

    /** Where its configuration is. */
    Path directory() {
        return directory;
    }

    /** Where it keeps messages. */
    Path queue() {
        return directory.resolve("queue");
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script that was started waits for the master, and would leave it behind. */
    void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        Awaitility.await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        // Whom the master started in its last moment may still write.
        Awaitility.await().ignoreExceptions().until(this::delete);
    }

    private boolean delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(log);
        return true;
    }
}
