package org.postern.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.Driver;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The database drivers of the tests, for a server that takes none from applications. */
final class Drivers {
    private static final String OURS = "plain.jar";

    private Drivers() {}

    /** Tells whether they were not there before. */
    static boolean copyInto(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (Files.exists(directory.resolve(OURS))) {
            return false;
        }
        List<File> jars = new ArrayList<>(DerbyLedger.libraries());
        jars.add(new File(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
        for (File jar : jars) {
            Files.copy(jar.toPath(), directory.resolve(jar.getName()));
        }
        ShrinkWrap.create(JavaArchive.class)
                .addClass(PlainDataSource.class)
                .as(ZipExporter.class)
                .exportTo(directory.resolve(OURS).toFile());
        return true;
    }
}
