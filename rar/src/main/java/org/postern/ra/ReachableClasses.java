package org.postern.ra;

import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes that code of the adapter can reach, loaded while that is possible. Immutable.
 *
 * <p>A container may close the class loader of what it refuses before it calls {@code stop()} (seen: Payara, when an
 * activation or another module of the application fails); event loops run until then, and Netty's allocator gives memory back
 * in a finalizer. Code that runs then and needs a class for the first time would leave threads, ports and memory behind for
 * good. No list could say for long which classes these are: they are found in the class files, by following what these refer
 * to.
 *
 * @param loaded names, as in class files
 * @param missing those that are not shipped. Netty can use much that is not here
 */
record ReachableClasses(Set<String> loaded, Set<String> missing) {
    /** The container knows these by name, from ra.xml; all else is reached from them. */
    private static final List<String> ROOTS = List.of(
            "org/postern/ra/SmtpResourceAdapter",
            "org/postern/ra/SmtpActivationSpec",
            "org/postern/ra/RecipientAwareActivationSpec",
            "org/postern/ra/ReplyingActivationSpec",
            "org/postern/ra/EndpointActivationSpec");

    /** Ours, what applications see of us, and Netty. Nothing that ends a thread or a connection needs others. */
    private static final List<String> FOLLOWED = List.of("org/postern/", "io/netty/");

    /** A class loader keeps what it has loaded: this is done once for each, however often the adapter starts. */
    private static final ReachableClasses OF_THIS_LOADER = from(ReachableClasses.class.getClassLoader());

    /** Has loaded them when it returns. */
    static ReachableClasses load() {
        return OF_THIS_LOADER;
    }

    private static ReachableClasses from(ClassLoader loader) {
        Set<String> loaded = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(ROOTS);
        Set<String> seen = new HashSet<>(next);
        try (ClassFiles files = new ClassFiles()) {
            while (!next.isEmpty()) {
                String name = next.remove();
                Optional<Class<?>> one = load(name, loader);
                (one.isPresent() ? loaded : missing).add(name);
                one.map(files::references).orElse(Set.of()).stream()
                        .filter(other -> FOLLOWED.stream().anyMatch(other::startsWith))
                        .filter(seen::add)
                        .forEach(next::add);
            }
        } catch (IOException e) {
            // All was read; an archive that cannot be closed is no reason not to start.
        }
        return new ReachableClasses(Set.copyOf(loaded), Set.copyOf(missing));
    }

    /** Not initialized, nor verified: what that needs is here as well. */
    private static Optional<Class<?>> load(String name, ClassLoader loader) {
        try {
            return Optional.of(Class.forName(name.replace('/', '.'), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Beans and adapter must see one and the same listener interface, and it is the application that brings it. */
    void failWithoutApi() throws ResourceAdapterInternalException {
        String ofApi = missing().stream()
                .filter(name -> name.startsWith("org/postern/api/"))
                .map(name -> name.replace('/', '.'))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!ofApi.isEmpty()) {
            throw new ResourceAdapterInternalException("The resource adapter does not start, because it cannot see "
                    + ofApi + ": put postern-api.jar of the adapter's own version into lib/ of the EAR that brings"
                    + " postern.rar, or, if postern.rar is deployed by itself, among the libraries of the server, and"
                    + " into no other place");
        }
    }
}
