package org.postern.classes;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A jar with copies of classes and all that these refer to, for a class loader that outlives the one they came from. Immutable.
 *
 * @param loader has the classes and resources
 * @param followed how the names of classes begin that are copied, with slashes; all others the new class loader has to have
 */
public record ClassJar(ClassLoader loader, List<String> followed) {
    /**
     * A class to be copied.
     *
     * @param neighbour is loaded, and comes from the same place or refers to it
     */
    private record Step(String name, Class<?> neighbour) {}

    /**
     * Writes it. Classes and resources that are not there are left out: libraries refer to much that they can do without.
     *
     * @param roots names of classes, with slashes
     * @return a digest of the content
     */
    public String write(Path jar, List<String> roots, Collection<String> resources) throws IOException {
        MessageDigest digest = sha256();
        try (ClassFiles files = new ClassFiles();
                JarOutputStream out = new JarOutputStream(
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)), digest))) {
            out.setLevel(0); // Read once.
            writeClasses(roots, files, out);
            for (String resource : resources) {
                try (InputStream in = loader.getResourceAsStream(resource)) {
                    if (in != null) {
                        write(resource, in, out);
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Each JVM has it.
        }
    }

    /** A class may be there and not be loadable here: WildFly hides parts of the JDK. So none is loaded whose file can be found without. */
    private void writeClasses(List<String> roots, ClassFiles files, JarOutputStream out) throws IOException {
        Deque<Step> next = new ArrayDeque<>();
        Set<String> seen = new HashSet<>(roots);
        roots.forEach(root -> next.add(new Step(root, ClassJar.class)));
        for (Step step = next.poll(); step != null; step = next.poll()) {
            Optional<ClassFile> beside = files.besides(step.neighbour(), step.name());
            Optional<Class<?>> other = beside.isPresent() ? Optional.empty() : find(step.name());
            Optional<ClassFile> file = beside.or(() -> other.flatMap(files::of));
            if (file.isPresent()) {
                write(step.name() + ".class", file.get().open(), out);
                Class<?> neighbour = other.isPresent() ? other.get() : step.neighbour();
                file.get().references().stream()
                        .filter(name -> followed.stream().anyMatch(name::startsWith))
                        .filter(seen::add)
                        .forEach(name -> next.add(new Step(name, neighbour)));
            }
        }
    }

    private static void write(String name, InputStream content, JarOutputStream out) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0); // Of the same content comes the same digest.
        out.putNextEntry(entry);
        content.transferTo(out);
        out.closeEntry();
    }

    /** Not initialized. */
    private Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name.replace('/', '.'), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
