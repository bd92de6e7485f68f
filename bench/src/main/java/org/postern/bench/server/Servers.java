package org.postern.bench.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.bench.server.Server.Ability;

/** The servers that can be measured, in the order of the tables. */
public final class Servers {
    private final List<Server> all;

    /**
     * Knows them all.
     *
     * @param root of the project, as it was built
     * @param node a directory with {@code node_modules/smtp-server}; empty if there is none
     */
    public Servers(Path root, Optional<Path> node) {
        all = List.of(
                new JavaServer(
                        "engine",
                        "the engine alone",
                        EngineServer.class,
                        (port, place, properties) -> List.of(
                                Settings.write(place.of("engine").resolve("properties"), "", port, place, properties)
                                        .toString())),
                new Whole(root),
                new SmtpSink(),
                new JavaServer(
                        "subetha",
                        "SubEtha 7.2.2",
                        SubEthaServer.class,
                        Set.of(Ability.STARTTLS, Ability.JVM),
                        (port, place, properties) -> List.of(
                                String.valueOf(port),
                                place.certificate().keyStore().toString(),
                                TestCertificate.PASSWORD)),
                new Nodemailer(node),
                floor("floor", "floor: Netty, TLS of the JDK", "JDK"),
                floor("floor-boring", "floor: Netty, TLS of BoringSSL", "OPENSSL"));
    }

    public List<Server> all() {
        return all;
    }

    /** The one of that name. */
    public Optional<Server> named(String id) {
        return all.stream().filter(server -> server.id().equals(id)).findFirst();
    }

    private static Server floor(String id, String title, String provider) {
        return new JavaServer(
                id,
                title,
                FloorServer.class,
                (port, place, properties) -> List.of(
                        String.valueOf(port),
                        place.certificate().certificate().toString(),
                        place.certificate().key().toString(),
                        provider));
    }
}
