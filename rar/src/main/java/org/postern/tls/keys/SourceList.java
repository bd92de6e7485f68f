package org.postern.tls.keys;

import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the list of sources, {@code container, file:PATH, pem:PATH, jndi:NAME}, in the order of look-up. */
final class SourceList {
    private static final Pattern SEPARATOR = Pattern.compile("[,\r\n]");
    private static final String CONTAINER = "container";
    private static final String NAMED = "container:";
    private static final String FILE = "file:";
    private static final String PEM = "pem:";
    private static final String JNDI = "jndi:";

    private final KeyStoreSettings settings;
    private final Consumer<String> problems;
    private final String property;

    SourceList(KeyStoreSettings settings, Consumer<String> problems) {
        this.settings = settings;
        this.problems = problems;
        this.property = settings.names().location();
    }

    /** One element for each item of the list; empty when there were problems. */
    Optional<List<SourceGroup>> parse() {
        List<String> items = SEPARATOR
                .splitAsStream(settings.source())
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.isEmpty()) {
            problems.accept(property + ": \"" + settings.source().strip() + "\" names no "
                    + settings.names().store()
                    + ". Write container, file:PATH, pem:PATH or jndi:NAME, or several of them with commas between.");
            return Optional.empty();
        }
        boolean unique = eachOnce(items);
        List<SourceGroup> groups =
                items.stream().map(this::group).flatMap(Optional::stream).toList();
        return unique && groups.size() == items.size() ? Optional.of(groups) : Optional.empty();
    }

    private boolean eachOnce(List<String> items) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (String item : items) {
            if (!seen.add(item) && twice.add(item)) {
                problems.accept(property + ": \"" + item + "\" is listed more than once. Write it once, where it is to"
                        + " be looked up first.");
            }
        }
        return twice.isEmpty();
    }

    private Optional<SourceGroup> group(String item) {
        if (item.equals(CONTAINER)) {
            return Optional.of(container(Optional.empty()));
        }
        if (item.startsWith(NAMED)) {
            return argument(item, NAMED, "name, as in container:mail").map(name -> container(Optional.of(name)));
        }
        if (item.startsWith(FILE)) {
            return argument(item, FILE, "path, as in file:/etc/postern/keys.p12")
                    .map(this::file);
        }
        if (item.startsWith(PEM)) {
            return argument(item, PEM, "path, as in pem:/etc/letsencrypt/live").map(this::pem);
        }
        if (item.startsWith(JNDI)) {
            return argument(item, JNDI, "name, as in jndi:java:global/postern/keys")
                    .flatMap(name -> own(item, name))
                    .map(this::jndi);
        }
        problems.accept(property + ": \"" + item + "\" is not understood. Write container, file:PATH, pem:PATH or"
                + " jndi:NAME, as in file:/etc/postern/keys.p12.");
        return Optional.empty();
    }

    private Optional<String> argument(String item, String scheme, String example) {
        String argument = item.substring(scheme.length()).strip();
        if (argument.isEmpty()) {
            problems.accept(property + ": \"" + item + "\" is incomplete. Write " + scheme + " and a " + example + ".");
            return Optional.empty();
        }
        return Optional.of(argument);
    }

    /**
     * A name that begins with the scheme of a URL ({@code ldap}, {@code rmi}) would have the naming service ask another machine, and
     * take objects from it.
     */
    private Optional<String> own(String item, String name) {
        int scheme = name.indexOf(':');
        int slash = name.indexOf('/');
        boolean isUrl = scheme >= 0 && (slash < 0 || scheme < slash) && !name.startsWith("java:");
        if (isUrl) {
            problems.accept(
                    property + ": \"" + item + "\" leads out of this server. Write the name of what is bound in it, as"
                            + " in jndi:java:global/postern/keys.");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private SourceGroup container(Optional<String> name) {
        return new ContainerKeyStores(name, settings, new SystemProperties(), ServerClasses.visible());
    }

    private SourceGroup file(String path) {
        return SourceGroup.of(new FileKeyStoreSource(
                "the " + settings.names().store() + " " + path,
                new File(path),
                settings.type(),
                settings.passwords(),
                settings.names()));
    }

    private SourceGroup pem(String path) {
        return SourceGroup.of(
                new PacedPemSource(new PemKeyStoreSource(new File(path), settings.passwords(), settings.names())));
    }

    private SourceGroup jndi(String name) {
        return SourceGroup.of(new JndiKeyStoreSource(name, settings.passwords(), settings.names(), new NamingLookup()));
    }
}
