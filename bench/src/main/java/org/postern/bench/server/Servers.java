package org.postern.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.bench.server.Server.Ability;

/** The servers that can be measured, in the order of the tables. */
public final class Servers {
    private final Path root;
    private final List<Server> all;

    /**
     * Knows them all.
     *
     * @param root of the project, as it was built
     * @param node a directory with {@code node_modules/smtp-server}; empty if there is none
     */
    public Servers(Path root, Optional<Path> node) {
        this.root = root;
        all = List.of(
                new Engine("engine", "the engine alone", System.getProperty("java.class.path"), List.of(), Map.of()),
                new Engine(
                        "engine-jdk",
                        "the engine with the JDK's TLS",
                        System.getProperty("java.class.path"),
                        List.of(),
                        Map.of("tlsProvider", "jdk")),
                new Whole(root, 1, Whole.Kind.ADAPTER),
                new Whole(root, 1, Whole.Kind.FORGETFUL),
                new Whole(root, 1, Whole.Kind.LOG),
                new Whole(root, 1, Whole.Kind.CONTAINER),
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

    /** The engine of another commit, which was built in this directory. */
    public static Server engineOf(Path checkout) throws IOException {
        Path module = checkout.resolve("bench/target");
        return new Engine(
                "other",
                "the engine of the other commit",
                module.resolve("classes") + ":"
                        + Files.readString(module.resolve("classpath")).strip(),
                List.of(),
                Map.of());
    }

    /** The packaged application with so many beans at its address. */
    public Server whole(int beans) {
        return new Whole(root, beans, Whole.Kind.ADAPTER);
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
