package org.postern.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The adapter without a container.
 *
 * @param classPath of its process: that of this build, or of another commit's
 * @param options of its JVM, in which it differs from other servers
 * @param own properties in which it differs from other engines
 */
record Engine(String id, String title, String classPath, List<String> options, Map<String, String> own)
        implements Server {
    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.STARTTLS, Ability.CHUNKING, Ability.JVM);
    }

    @Override
    public Optional<String> absence() {
        return Optional.empty();
    }

    @Override
    public List<String> command(int port, Workplace place, Map<String, String> properties) throws IOException {
        Map<String, String> different = new HashMap<>(own);
        different.putAll(properties);
        Path file = Settings.write(place.of(id).resolve("properties"), "", port, place, different);
        return place.java(classPath, options, EngineServer.class.getName(), List.of(file.toString()));
    }
}
