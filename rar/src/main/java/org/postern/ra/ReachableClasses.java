package org.postern.ra;

import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.List;
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
        try (ClassWalk walk = new ClassWalk(loader, FOLLOWED)) {
            ROOTS.forEach(root -> walk.from(root, ReachableClasses.class));
            return new ReachableClasses(walk.loaded(), walk.missing());
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
                    + " postern.rar, and into no other place; to deploy the adapter by itself, take"
                    + " postern-standalone.rar, which has it");
        }
    }
}
