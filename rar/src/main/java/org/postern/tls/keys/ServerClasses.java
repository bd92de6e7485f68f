package org.postern.tls.keys;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds classes of a server where the adapter can see them, which tells one kind of server from another. */
record ServerClasses(ClassLoader loader) {

    /** What the container lets the adapter see. */
    static ServerClasses visible() {
        return new ServerClasses(ServerClasses.class.getClassLoader());
    }

    /** Empty where there is no such class: neither for the adapter, nor for the class loader that the container made for it. */
    Optional<ServerObject> find(String name) throws ServerDiffersException {
        Optional<ServerObject> own = find(name, loader);
        return own.isPresent() ? own : find(name, loader.getClass().getClassLoader());
    }

    private static Optional<ServerObject> find(String name, @Nullable ClassLoader loader)
            throws ServerDiffersException {
        try {
            return Optional.of(ServerObject.ofClass(Class.forName(name, false, loader)));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            throw new ServerDiffersException(
                    name + " cannot be loaded (" + e.getClass().getName() + ")", e);
        }
    }
}
