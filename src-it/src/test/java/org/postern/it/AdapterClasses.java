package org.postern.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A class loader with the classes of the packaged adapter, and all that the tests have. The class path must not have the adapter's:
 * Payara in this JVM would take them for those of the adapters that it deploys.
 */
final class AdapterClasses {
    private AdapterClasses() {}

    /** The adapter's are unpacked into a directory. */
    static URLClassLoader in(Path directory) throws IOException {
        List<URL> all = new ArrayList<>(jars(directory));
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            all.add(url(Path.of(entry)));
        }
        return new URLClassLoader(all.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static List<URL> jars(Path directory) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (ZipFile archive = new ZipFile(Ears.standaloneAdapter().toFile())) {
            for (ZipEntry entry : archive.stream().toList()) {
                if (entry.getName().endsWith(".jar")) {
                    Path jar = directory.resolve(
                            Path.of(entry.getName()).getFileName().toString());
                    try (InputStream octets = archive.getInputStream(entry)) {
                        Files.copy(octets, jar);
                    }
                    jars.add(url(jar));
                }
            }
        }
        return jars;
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
