package org.postern.classes;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of classes, where those that are loaded came from. Class loaders are asked only if there is no such place that can be
 * read: Payara's keeps each stream that it has ever given, closed or not, until the server ends. Used by one thread.
 */
public final class ClassFiles implements Closeable {
    private final Map<Path, ZipFile> archives = new HashMap<>();

    /** The file of a class that is loaded; empty if it cannot be read. */
    public Optional<ClassFile> of(Class<?> one) {
        String name = one.getName().replace('.', '/');
        return besides(one, name).or(() -> read(() -> one.getResourceAsStream(path(name))));
    }

    /** The file of a class that need not be loaded yet, where another one came from; empty if it is not there. */
    public Optional<ClassFile> besides(Class<?> other, String name) {
        Optional<Path> origin = origin(other);
        return read(() -> origin.isPresent()
                ? open(origin.get(), path(name).substring(1))
                : other.getResourceAsStream(path(name)));
    }

    private static String path(String name) {
        return "/" + name + ".class";
    }

    private static Optional<ClassFile> read(Source source) {
        try (InputStream file = source.open()) {
            return file == null ? Optional.empty() : Optional.of(ClassFile.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Some name the archive in which the archive lies that has the class: nothing is found there. */
    private @Nullable InputStream open(Path origin, String name) throws IOException {
        if (Files.isDirectory(origin)) {
            Path file = origin.resolve(name);
            return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
        }
        ZipFile archive = archive(origin);
        ZipEntry entry = archive.getEntry(name);
        return entry == null ? null : archive.getInputStream(entry);
    }

    /** Empty if it is none of the machine's file system (WildFly's is virtual). */
    private static Optional<Path> origin(Class<?> of) {
        CodeSource source = of.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            URI location = source.getLocation().toURI();
            return "file".equals(location.getScheme())
                    ? Optional.of(new File(location).toPath()).filter(Files::exists)
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ZipFile archive(Path path) throws IOException {
        ZipFile archive = archives.get(path);
        if (archive == null) {
            archive = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
            archives.put(path, archive);
        }
        return archive;
    }

    /** Gives nothing if there is none. */
    private interface Source {
        @Nullable
        InputStream open() throws IOException;
    }

    @Override
    public void close() throws IOException {
        for (ZipFile archive : archives.values()) {
            archive.close();
        }
    }
}
