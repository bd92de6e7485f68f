package org.postern.bench.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A server whose main class is in this module. */
record JavaServer(String id, String title, Class<?> main, Set<Ability> abilities, Arguments arguments)
        implements Server {
    /** What the main class is given. */
    @FunctionalInterface
    interface Arguments {
        List<String> of(int port, Workplace place, Map<String, String> properties) throws IOException;
    }

    /** One that can everything. */
    JavaServer(String id, String title, Class<?> main, Arguments arguments) {
        this(id, title, main, Set.of(Ability.STARTTLS, Ability.CHUNKING, Ability.JVM), arguments);
    }

    @Override
    public Optional<String> absence() {
        return Optional.empty();
    }

    @Override
    public List<String> command(int port, Workplace place, Map<String, String> properties) throws IOException {
        return place.java(main, arguments.of(port, place, properties));
    }
}
