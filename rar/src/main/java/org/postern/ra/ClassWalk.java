package org.postern.ra;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postern.classes.ClassFile;
import org.postern.classes.ClassFiles;

/** Loads classes by following what their files refer to. Used by one thread. */
final class ClassWalk implements AutoCloseable {
    private final ClassLoader loader;
    private final List<String> followed;
    private final ClassFiles files = new ClassFiles();
    private final Map<String, Boolean> found = new HashMap<>();
    private final Deque<Step> next = new ArrayDeque<>();

    /**
     * A class to be loaded.
     *
     * @param from one that refers to it
     */
    private record Step(String name, Class<?> from) {}

    /** @param followed how the names of classes begin that are loaded, with slashes */
    ClassWalk(ClassLoader loader, List<String> followed) {
        this.loader = loader;
        this.followed = followed;
    }

    /** Loads a class and all that it reaches. */
    void from(String root, Class<?> neighbour) {
        next.add(new Step(root, neighbour));
        for (Step step = next.poll(); step != null; step = next.poll()) {
            load(step.name(), step.from());
        }
    }

    Set<String> loaded() {
        return those(true);
    }

    Set<String> missing() {
        return those(false);
    }

    /**
     * Loads one, and what it extends before it. Netty has classes that extend what is not there; WildFly logs a stack trace for each that is
     * loaded in vain.
     */
    private boolean load(String name, Class<?> from) {
        Boolean known = found.get(name);
        if (known != null) {
            return known;
        }
        Optional<ClassFile> before = isFollowed(name) ? files.besides(from, name) : Optional.empty();
        Optional<Class<?>> one =
                before.stream().flatMap(file -> file.supertypes().stream()).allMatch(supertype -> load(supertype, from))
                        ? find(name)
                        : Optional.empty();
        found.put(name, one.isPresent());
        if (isFollowed(name)) {
            one.ifPresent(found -> before.or(() -> files.of(found)).ifPresent(file -> follow(file, found)));
        }
        return one.isPresent();
    }

    private void follow(ClassFile file, Class<?> from) {
        file.references().stream()
                .filter(this::isFollowed)
                .filter(name -> !found.containsKey(name))
                .forEach(name -> next.add(new Step(name, from)));
    }

    private boolean isFollowed(String name) {
        return followed.stream().anyMatch(name::startsWith);
    }

    /** Not initialized, nor verified: what that needs is here as well. */
    private Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name.replace('/', '.'), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private Set<String> those(boolean there) {
        return found.entrySet().stream()
                .filter(entry -> entry.getValue() == there)
                .map(Map.Entry::getKey)
                .filter(this::isFollowed)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            // All was read; an archive that cannot be closed is no reason not to start.
        }
    }
}
