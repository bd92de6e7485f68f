package org.postern.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Postfix's own sink for tests of senders, in C and without TLS. */
final class SmtpSink implements Server {
    private static final int BACKLOG = 4096;
    private static final int CONNECTIONS = 20_000;

    /** Where Debian has it, which is not on the path of every user. */
    private static final String SBIN = "/usr/sbin";

    @Override
    public String id() {
        return "smtp-sink";
    }

    @Override
    public String title() {
        return "smtp-sink (C)";
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of();
    }

    @Override
    public Optional<String> absence() {
        return program().isPresent() ? Optional.empty() : Optional.of("Postfix is not installed");
    }

    @Override
    public List<String> command(int port, Workplace place, Map<String, String> properties) {
        // With the privileges of the superuser it wants to be told whose it has to do with; without, it could not
        // change.
        List<String> user = System.getProperty("user.name", "").equals("root") ? List.of("-u", "daemon") : List.of();
        List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString()));
        command.addAll(user);
        command.addAll(List.of(
                "-m",
                String.valueOf(CONNECTIONS),
                "-h",
                "sink.example.org",
                "127.0.0.1:" + port,
                String.valueOf(BACKLOG)));
        return command;
    }

    private static Optional<Path> program() {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)), Stream.of(SBIN))
                .map(directory -> Path.of(directory, "smtp-sink"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
