package org.postern.it;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The packaged EAR with the first of its beans only. */
final class OneExample {
    private static final String MODULE = "ejb-listener.jar";
    private static final List<String> OTHERS = List.of("OrderDeskBean", "BounceBean", "SupportDeskBean");

    private OneExample() {}

    static void copy(Path ear, Path copy) throws IOException {
        Files.copy(ear, copy, StandardCopyOption.REPLACE_EXISTING);
        Path jar = Files.createTempFile("module", ".jar");
        try (FileSystem application = FileSystems.newFileSystem(copy)) {
            Files.copy(application.getPath(MODULE), jar, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem module = FileSystems.newFileSystem(jar)) {
                for (String other : OTHERS) {
                    Files.delete(module.getPath("org/postern/example/" + other + ".class"));
                }
            }
            Files.copy(jar, application.getPath(MODULE), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.delete(jar);
        }
    }
}
