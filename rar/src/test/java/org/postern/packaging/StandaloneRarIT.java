package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The archive for an adapter that is deployed by itself: the other one, and what applications are compiled against. */
class StandaloneRarIT {
    private static final Path STANDALONE = Path.of(System.getProperty("postern.rar.standalone", ""));

    @Test
    void itCarriesWhatTheOtherOneCarriesAndWhatBeansNeed() throws IOException {
        List<String> expected = new ArrayList<>(BuiltRar.entries());
        expected.addAll(List.of("postern-api.jar", "postern-endpoint.jar"));
        assertThat(entries()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void itsDescriptorAndManifestAreThoseOfTheOtherOne() throws IOException {
        for (String name : List.of("META-INF/ra.xml", "META-INF/MANIFEST.MF")) {
            assertThat(content(STANDALONE, name)).as(name).isEqualTo(content(BuiltRar.path(), name));
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile rar = new JarFile(STANDALONE.toFile())) {
            return rar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .toList();
        }
    }

    private static byte[] content(Path archive, String name) throws IOException {
        try (JarFile rar = new JarFile(archive.toFile());
                InputStream in = rar.getInputStream(rar.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
