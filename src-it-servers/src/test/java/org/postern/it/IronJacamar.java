package org.postern.it;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/** Where WildFly looks for the properties of an adapter that is part of an application. */
final class IronJacamar {
    private static final String RAR = "postern.rar";
    private static final String DESCRIPTOR = "META-INF/ironjacamar.xml";

    private IronJacamar() {}

    /** Makes an EAR whose adapter has these properties of one whose adapter has none. */
    static void configure(Path ear, Map<String, String> properties, Path configured) throws IOException {
        Files.copy(ear, configured, StandardCopyOption.REPLACE_EXISTING);
        Path rar = Files.createTempFile("adapter", ".rar");
        try (FileSystem application = FileSystems.newFileSystem(configured)) {
            Files.copy(application.getPath(RAR), rar, StandardCopyOption.REPLACE_EXISTING);
            describe(rar, properties);
            Files.copy(rar, application.getPath(RAR), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.delete(rar);
        }
    }

    /** The same for an adapter by itself. */
    static void configureAdapter(Path rar, Map<String, String> properties, Path configured) throws IOException {
        Files.copy(rar, configured, StandardCopyOption.REPLACE_EXISTING);
        describe(configured, properties);
    }

    private static void describe(Path rar, Map<String, String> properties) throws IOException {
        try (FileSystem adapter = FileSystems.newFileSystem(rar)) {
            Path descriptor = adapter.getPath(DESCRIPTOR);
            Files.writeString(descriptor, with(properties, Files.readString(descriptor)));
        }
    }

    /** They stand before the work manager that the adapter's own descriptor names. */
    private static String with(Map<String, String> properties, String descriptor) {
        String written = properties.entrySet().stream()
                .map(property -> "<config-property name=\"%s\">%s</config-property>"
                        .formatted(property.getKey(), escaped(property.getValue())))
                .collect(Collectors.joining());
        return descriptor.replace("<workmanager>", written + "<workmanager>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
