package org.postern.tls.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All key stores of the container: the JVM's, and those that only one kind of server knows of. */
final class ContainerKeyStores implements SourceGroup {
    private final KeyStoreSource ofJvm;
    private final List<SourceGroup> ofServers;

    ContainerKeyStores(KeyStoreSettings settings, Function<String, Optional<String>> properties) {
        ContainerSettings container = new ContainerSettings(settings, properties);
        this.ofJvm = new ContainerKeyStoreSource(settings, properties);
        // Another server's own key stores: one class, and one line here.
        this.ofServers = List.of(new PayaraKeyStores(container));
    }

    @Override
    public List<KeyStoreSource> current() {
        return Stream.concat(Stream.of(ofJvm), ofServers.stream().flatMap(server -> server.current().stream()))
                .toList();
    }
}
