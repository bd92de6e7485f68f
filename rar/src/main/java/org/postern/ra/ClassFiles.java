package org.postern.ra;

import java.io.BufferedInputStream;
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
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of classes that are loaded, where these came from. Class loaders are asked only if there is no such place that can be
 * read: Payara's keeps each stream that it has ever given, closed or not, until the server ends. Used by one thread.
 */
final class ClassFiles implements Closeable {
    private final Map<Path, ZipFile> archives = new HashMap<>();

    /** The classes that a class refers to, as in {@link ClassFile#references}; none if its file cannot be read. */
    Set<String> references(Class<?> of) {
        try (InputStream file = open(of)) {
            return file == null ? Set.of() : ClassFile.references(new BufferedInputStream(file));
        } catch (IOException e) {
            return Set.of();
        }
    }

    private @Nullable InputStream open(Class<?> of) throws IOException {
        String name = of.getName().replace('.', '/') + ".class";
        Optional<Path> origin = origin(of);
        InputStream there = origin.isPresent() ? open(origin.get(), name) : null;
        return there == null ? of.getResourceAsStream("/" + name) : there;
    }

    /** Some name the archive in which the archive lies that has the class: nothing is found there. */
    private @Nullable InputStream open(Path origin, String name) throws IOException {
        if (Files.isDirectory(origin)) {
            return Files.newInputStream(origin.resolve(name));
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

    @Override
    public void close() throws IOException {
        for (ZipFile archive : archives.values()) {
            archive.close();
        }
    }
}
