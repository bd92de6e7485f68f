package org.postern.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param withAdapter whether the adapter is in it; else {@link org.postern.ra.ContainerOnly}
 */
record Whole(Path root, int beans, boolean withAdapter) implements Server {
    private static final String PREFIX = "postern.";

    @Override
    public String id() {
        return withAdapter ? "whole" : "container";
    }

    @Override
    public String title() {
        return withAdapter ? "the whole in Payara" : "floor: Netty and a bean in Payara";
    }

    @Override
    public Set<Ability> abilities() {
        return withAdapter
                ? Set.of(Ability.STARTTLS, Ability.CHUNKING, Ability.JVM)
                : Set.of(Ability.CHUNKING, Ability.JVM);
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
        Path ear = new DiscardingEar(packaged(), beans, withAdapter).write(directory.resolve("discarding.ear"));
        Path given = Settings.write(directory.resolve("given.properties"), PREFIX, port, place, properties);
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
