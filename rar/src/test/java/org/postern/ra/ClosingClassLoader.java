package org.postern.ra;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The adapter and what it brings in a class loader of their own, which does as Payara's when it is closed: it goes on to
 * give what it has loaded and what is its parent's, and refuses all else. Classes of tests it gives at any time.
 */
final class ClosingClassLoader extends ClassLoader {
    private static final List<String> OWN = List.of("org.postern.", "io.netty.", "org.bouncycastle.");

    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> unlinkable = new CopyOnWriteArrayList<>();
    private final String hidden;
    private volatile boolean closed;

    ClosingClassLoader() {
        this("nothing");
    }

    /** One that does not have the classes whose names begin so. */
    ClosingClassLoader(String hidden) {
        super(ClosingClassLoader.class.getClassLoader());
        this.hidden = hidden;
    }

    void close() {
        closed = true;
    }

    /** What was wanted after it was closed, and would have been there before. Grows. */
    List<String> refused() {
        return refused;
    }

    /** What was there, and could not be linked. Grows. */
    List<String> unlinkable() {
        return unlinkable;
    }

    @Override
    public @Nullable URL getResource(String name) {
        return closed && OWN.stream().anyMatch(name.replace('/', '.')::startsWith) ? null : super.getResource(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (OWN.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        URL file = name.startsWith(hidden) ? null : file(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        if (closed && !file.getPath().contains("/test-classes/")) {
            refused.add(name);
            throw new ClassNotFoundException(name + ": the class loader is closed");
        }
        try (InputStream in = file.openStream()) {
            byte[] octets = in.readAllBytes();
            return defineClass(name, octets, 0, octets.length);
        } catch (LinkageError e) {
            unlinkable.add(name);
            throw e;
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private @Nullable URL file(String name) {
        return getParent().getResource(name.replace('.', '/') + ".class");
    }
}
