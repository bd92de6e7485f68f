package org.postern.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The packaged application in embedded Payara, with a bean that forgets each message: conversation, container, transaction and bean; or
 * the container and the bean alone.
 *
 * @param root of the project, as it was built
 * @param beans at its address
 * @param kind what is in it
 */
record Whole(Path root, int beans, Kind kind) implements Server {
    private static final String PREFIX = "postern.";

    /** What is in it. */
    enum Kind {
        ADAPTER("whole", "the whole in Payara"),
        /** It remembers no messages. */
        FORGETFUL("whole-forgetful", "the whole, no message remembered"),
        /** The table is in a database in the same JVM's memory. */
        LOG("whole-log", "the whole with a delivery log (H2)"),
        /** With {@link org.postern.ra.ContainerOnly} instead. */
        CONTAINER("container", "floor: Netty and a bean in Payara");

        private final String id;
        private final String title;

        Kind(String id, String title) {
            this.id = id;
            this.title = title;
        }

        private Map<String, String> properties() {
            return switch (this) {
                case FORGETFUL -> Map.of("duplicateWindowSeconds", "0");
                case LOG -> Map.of("deliveryLog", DiscardingEar.DATA_SOURCE, "deliveryLogCreate", "true");
                case ADAPTER, CONTAINER -> Map.of();
            };
        }
    }

    @Override
    public String id() {
        return kind.id;
    }

    @Override
    public String title() {
        return kind.title;
    }

    @Override
    public Set<Ability> abilities() {
        return kind == Kind.CONTAINER
                ? Set.of(Ability.CHUNKING, Ability.JVM)
                : Set.of(Ability.STARTTLS, Ability.CHUNKING, Ability.JVM);
    }

    @Override
    public Optional<String> absence() {
        return Files.exists(packaged()) && Files.exists(classPath())
                ? Optional.empty()
                : Optional.of("the application is not built");
    }

    @Override
    public List<String> command(int port, Workplace place, Map<String, String> properties) throws IOException {
        Path directory = place.of(id());
        Path ear = new DiscardingEar(packaged(), beans, kind).write(directory.resolve("discarding.ear"));
        Map<String, String> different = new HashMap<>(properties);
        different.putAll(kind.properties());
        Path given = Settings.write(directory.resolve("given.properties"), PREFIX, port, place, different);
        Path failed = directory.resolve("failed");
        Files.deleteIfExists(failed);
        Path module = root.resolve("src-it");
        List<String> options = new ArrayList<>(List.of("@" + module.resolve("payara.jvmargs")));
        options.add("-Djava.util.logging.config.file=" + module.resolve("src/test/resources/logging.properties"));
        return place.java(
                module.resolve("target/classes") + ":"
                        + Files.readString(classPath()).strip(),
                options,
                "org.postern.run.Run",
                List.of(given.toString(), ear.toString(), failed.toString()));
    }

    private Path packaged() {
        return root.resolve("ear/target/postern.ear");
    }

    private Path classPath() {
        return root.resolve("src-it/target/classpath");
    }
}
