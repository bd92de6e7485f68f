package org.postern.it;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is deployed: an EAR that brings its adapter, and the same beans for a server that takes no EAR.
 *
 * @param name under which it is deployed
 * @param ear with the adapter in it
 * @param besideTheAdapter for an adapter that is deployed by itself
 */
record Application(String name, Packaging ear, Packaging besideTheAdapter) {
    /** The name, unless a cell wants several. */
    static final String NAME = "postern";

    /** Writes an archive. */
    interface Packaging {
        Path build() throws IOException;
    }

    /** The packaged one, as it is shipped. */
    static Application example() {
        return new Application(NAME, Ears::packaged, Application::beansOfTheExample);
    }

    /** With beans of a test. */
    static Application of(Ears beans) {
        return of(NAME, beans);
    }

    /** One of several. */
    static Application of(String name, Ears beans) {
        return new Application(name, beans::build, () -> beans.buildWeb("postern"));
    }

    /** The same, which writes each file once: for several servers, whose applications are called after it. */
    Application inOneFile() {
        return new Application(name, once(ear), once(besideTheAdapter));
    }

    private static Packaging once(Packaging packaging) {
        AtomicReference<Path> file = new AtomicReference<>();
        return () -> {
            if (file.get() == null) {
                file.set(packaging.build());
            }
            return file.get();
        };
    }

    private static Path beansOfTheExample() throws IOException {
        Path beans = Ears.packaged().resolveSibling("ejb-listener.jar");
        try (FileSystem ear = FileSystems.newFileSystem(Ears.packaged())) {
            Files.copy(ear.getPath("ejb-listener.jar"), beans, StandardCopyOption.REPLACE_EXISTING);
        }
        return beans;
    }
}
