package org.postern.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;

/** The archive that this build made, as a list of names. */
final class BuiltRar {
    private BuiltRar() {}

    static Path path() {
        String path = System.getProperty("postern.rar");
        if (path == null) {
            throw new IllegalStateException(
                    "-Dpostern.rar= names no archive; the pom sets it, run these tests by Maven");
        }
        return Path.of(path);
    }

    /** What lies in the archive itself; directories are left out. */
    static List<String> entries() throws IOException {
        try (JarFile rar = new JarFile(path().toFile())) {
            return files(rar).map(JarEntry::getName).toList();
        }
    }

    static List<String> jars() throws IOException {
        return entries().stream().filter(name -> name.endsWith(".jar")).toList();
    }

    /** What lies in the jars of the archive, each as {@code some.jar!/some/Name.class}. */
    static List<String> entriesOfJars() throws IOException {
        try (JarFile rar = new JarFile(path().toFile())) {
            return files(rar)
                    .filter(entry -> entry.getName().endsWith(".jar"))
                    .flatMap(jar -> entriesOf(rar, jar).stream())
                    .toList();
        }
    }

    private static Stream<JarEntry> files(JarFile rar) {
        return rar.stream().filter(entry -> !entry.isDirectory());
    }

    private static List<String> entriesOf(JarFile rar, JarEntry jar) {
        try (InputStream bytes = rar.getInputStream(jar);
                JarInputStream content = new JarInputStream(bytes)) {
            Stream.Builder<String> names = Stream.builder();
            for (JarEntry entry = content.getNextJarEntry(); entry != null; entry = content.getNextJarEntry()) {
                names.add(jar.getName() + "!/" + entry.getName());
            }
            return names.build().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar.getName() + " in " + path(), e);
        }
    }
}
