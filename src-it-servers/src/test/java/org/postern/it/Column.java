package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The life of one server, from its start to its end, and what becomes of each cell meanwhile. */
final class Column {
    /** Lets a server fail the build that cannot be had on this machine. */
    private static final boolean REQUIRED = Boolean.getBoolean("postern.servers.required");

    /** Where the log is found after the tests. */
    private static final Path LOGS = Path.of("target", "servers");

    private final Candidate candidate;
    private final ServerTable table;
    private final Path base;
    private final Instant begin = Instant.now();
    private final Set<String> users = new HashSet<>();
    private @Nullable AppServer server;
    private String absent = "It has not started";

    Column(Candidate candidate, ServerTable table, Path directory) {
        this.candidate = candidate;
        this.table = table;
        this.base = directory.resolve(candidate.name());
    }

    void start() throws Exception {
        Optional<Path> jdk = Jdk.home(candidate.jdk());
        if (jdk.isEmpty()) {
            beAbsent("There is no JDK " + candidate.jdk() + " on this machine");
            return;
        }
        Path home;
        try {
            home = candidate.installation().fetch();
        } catch (IOException e) {
            beAbsent(String.valueOf(e.getMessage()));
            return;
        }
        AppServer prepared = candidate.family().prepare(home, jdk.get(), Files.createDirectory(base));
        try {
            Files.createDirectories(prepared.mailDirectory());
            prepared.start();
        } catch (RuntimeException e) {
            absent = "It has not started: " + e.getMessage();
            table.note(candidate, Outcome.failed(absent));
            keepLog(prepared);
            prepared.kill();
            throw e;
        }
        server = prepared;
    }

    /** A server that cannot be had is seen, and fails where it is required. */
    private void beAbsent(String reason) throws IOException {
        absent = reason;
        table.note(candidate, Outcome.absent(reason));
        if (REQUIRED) {
            throw new IllegalStateException(candidate.name() + ": " + reason);
        }
        abort(candidate.name() + ": " + reason);
    }

    void play(Cell cell) throws Exception {
        AppServer running = running();
        String limit = candidate.limits().get(cell);
        Path directory = Files.createTempDirectory(base, cell.name());
        Instant start = Instant.now();
        String log = "";
        try (Site site = new Site(running, users, directory)) {
            try {
                cell.play(site);
            } finally {
                log = site.log();
            }
        } catch (Exception | AssertionError e) {
            Optional<String> said = limit == null ? Optional.empty() : find(limit, e + "\n" + log);
            if (said.isEmpty()) {
                table.note(candidate, cell, Outcome.failed(String.valueOf(e.getMessage())));
                throw e;
            }
            table.note(candidate, cell, Outcome.limited(said.get()));
            return;
        }
        table.note(candidate, cell, Outcome.held(Duration.between(start, Instant.now())));
        assertThat(limit)
                .as("%s on %s holds now: what limited it can go", cell, candidate.name())
                .isNull();
    }

    void stop() throws Exception {
        AppServer running = running();
        Path crash = Path.of("hs_err_pid" + running.process().pid() + ".log");
        try {
            running.stop();
        } finally {
            running.kill();
            keepLog(running);
            table.noteTime(candidate, Duration.between(begin, Instant.now()));
        }
        // A native library that is gone ends the process when threads end: at the latest now.
        assertThat(crash).doesNotExist();
    }

    private AppServer running() {
        AppServer running = server;
        if (running == null) {
            return abort(candidate.name() + ": " + absent);
        }
        return running;
    }

    private void keepLog(AppServer of) throws IOException {
        Files.createDirectories(LOGS);
        if (Files.exists(of.log())) {
            Files.copy(of.log(), LOGS.resolve(candidate.name() + ".log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Optional<String> find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
