package org.postern.bench.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nodemailer's smtp-server on Node.js.
 *
 * @param modules a directory with {@code node_modules/smtp-server}; empty if there is none
 */
record Nodemailer(Optional<Path> modules) implements Server {
    private static final String PROGRAM = "smtp-server.js";

    @Override
    public String id() {
        return "nodemailer";
    }

    @Override
    public String title() {
        return "nodemailer smtp-server";
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.STARTTLS);
    }

    @Override
    public Optional<String> absence() {
        return modules.filter(found -> Files.isDirectory(found.resolve("node_modules/smtp-server")))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("--node names no directory with node_modules/smtp-server");
    }

    @Override
    public List<String> command(int port, Workplace place, Map<String, String> properties) throws IOException {
        Path program = place.of(id()).resolve(PROGRAM);
        try (InputStream in = Nodemailer.class.getResourceAsStream(PROGRAM)) {
            if (in == null) {
                throw new FileNotFoundException(PROGRAM);
            }
            Files.copy(in, program, StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of(
                "node",
                program.toString(),
                modules.orElseThrow().toAbsolutePath().toString(),
                String.valueOf(port),
                place.certificate().certificate().toString(),
                place.certificate().key().toString());
    }
}
