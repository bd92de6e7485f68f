package org.postern.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Exim of Debian with a queue of its own, for one test. No daemon runs: each message is delivered while it is handed over. Needs
 * root. Debian's Exim and Postfix cannot both be installed, so it may also be unpacked below {@code target}.
 */
final class Exim implements AutoCloseable {
    private static final String CONFIGURATION = """
            exim_path = %1$s/exim4
            primary_hostname = relay.example.org
            spool_directory = %1$s/spool
            log_file_path = %1$s/log/%%slog
            exim_user = mail
            exim_group = mail
            trusted_users = root
            disable_ipv6
            keep_environment =
            dsn_advertise_hosts = *
            delay_warning = 1s:1d
            bounce_return_body = false
            acl_smtp_rcpt = accept

            begin routers
            refused:
              driver = redirect
              domains = refused.example
              allow_fail
              data = :fail: 550 5.1.1 The user is unknown
            slow:
              driver = redirect
              domains = slow.example
              allow_defer
              data = :defer: 450 4.4.1 The host is down
            taken:
              driver = accept
              domains = taken.example
              transport = nowhere
            others:
              driver = manualroute
              domains = *
              route_data = 127.0.0.1
              self = send
              transport = smtp

            begin transports
            nowhere:
              driver = appendfile
              file = /dev/null
              user = mail
            smtp:
              driver = smtp
              port = %2$d
              allow_localhost

            begin retry
            * * F,2h,1s
            """;

    /** Its own user must be able to enter what is above its queue, and who keeps the JVM's temporary directory is unknown. */
    private static final Path ABOVE = Path.of("/var/tmp");

    private final Path directory;

    private Exim(Path directory) {
        this.directory = directory;
    }

    /** Whether there is one that starts, which it does not without Debian's user, and it may be used. */
    static boolean isUsable() throws IOException, InterruptedException {
        Optional<Path> program = program();
        return program.isPresent()
                && Command.run(program.get().toString(), "-C", "/dev/null", "-bV")
                        .succeeded()
                && "root".equals(System.getProperty("user.name"))
                && Files.getPosixFilePermissions(ABOVE).contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    /**
     * Prepares it.
     *
     * @param port of 127.0.0.1, for mail to all domains but those that fail, are slow or taken
     */
    static Exim forwardingTo(int port) throws IOException {
        Path directory = Files.createTempDirectory(ABOVE, "postern-exim-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path program = Files.copy(program().orElseThrow(), directory.resolve("exim4"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String own : List.of("spool", "log")) {
            Path path = Files.createDirectory(directory.resolve(own));
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mail"));
        }
        Files.writeString(directory.resolve("exim4.conf"), CONFIGURATION.formatted(directory, port));
        return new Exim(directory);
    }

    /** Takes a message as programs of this machine send it. */
    void sendmail(String content, String sender, String recipient) throws IOException, InterruptedException {
        run(content, "-odf", "-f", sender, recipient);
    }

    /** Takes what a client says. */
    void smtp(String lines) throws IOException, InterruptedException {
        run(lines, "-odf", "-bs");
    }

    /** Tries again what is in the queue, and warns senders of what is late. */
    void runQueue() throws IOException, InterruptedException {
        run("", "-qff");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void run(String input, String... arguments) throws IOException, InterruptedException {
        String[] line = Stream.concat(
                        Stream.of(
                                directory.resolve("exim4").toString(),
                                "-C",
                                directory.resolve("exim4.conf").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new);
        Command.Result result = Command.runWithInput(input, line);
        if (!result.succeeded()) {
            throw new IllegalStateException(result.output());
        }
    }

    private static Optional<Path> program() {
        return Stream.of("/usr/sbin/exim4", "target/exim/usr/sbin/exim4")
                .map(path -> Path.of(path).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }
}
