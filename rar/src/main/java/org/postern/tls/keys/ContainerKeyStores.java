package org.postern.tls.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All key stores of the container. Which server it is shows in what is there: each kind is asked, and most of them are not
 * this server.
 */
final class ContainerKeyStores implements SourceGroup {
    private final ContainerSettings container;
    private final Optional<String> name;
    private final List<ServerKeyStores> servers;

    /**
     * @param name of one key store, where the server has names for them
     */
    ContainerKeyStores(
            Optional<String> name,
            KeyStoreSettings settings,
            Function<String, Optional<String>> properties,
            ServerClasses classes) {
        this.container = new ContainerSettings(settings, properties, classes);
        this.name = name;
        // Another server's own key stores: one class, and one line here.
        List<ServerKeyStores> withNames =
                List.of(new ElytronKeyStores(name, container), new LibertyKeyStore(name, container));
        this.servers = name.isPresent()
                ? withNames
                : Stream.concat(
                                Stream.of(new JvmKeyStore(container), new PayaraKeyStores(container)),
                                Stream.concat(withNames.stream(), Stream.of(new TomeeKeyStores(container))))
                        .toList();
    }

    @Override
    public List<KeyStoreSource> current() {
        List<ServerKeyStores.Answer> answers =
                servers.stream().map(ServerKeyStores::ask).toList();
        List<KeyStoreSource> found =
                answers.stream().flatMap(answer -> answer.sources().stream()).toList();
        return found.isEmpty() ? List.of(none(answers)) : found;
    }

    private KeyStoreSource none(List<ServerKeyStores.Answer> answers) {
        String store = container.names().store();
        String tried = answers.stream()
                .map(ServerKeyStores.Answer::tried)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        return UnknownKeyStoreSource.missing(
                "the container's " + store + " that was not found",
                "The container names no " + store
                        + name.map(each -> " for container:" + each).orElse("") + ": " + tried + ". " + remedy());
    }

    private String remedy() {
        SettingNames jvm = container.ofJvm();
        String file = "set " + container.names().location() + " to file:PATH.";
        return name.isPresent()
                ? "Write container without a name, or " + file
                : "Set " + jvm.location() + " and " + jvm.password() + ", or " + file;
    }
}
