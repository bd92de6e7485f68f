package org.postern.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The message-driven beans in an archive: Liberty activates only those that its configuration lists. */
final class LibertyBeans {
    private static final Pattern NAMED = Pattern.compile("<message-driven>.*?<ejb-name>([^<]+)", Pattern.DOTALL);
    private static final List<String> LISTENERS =
            List.of("MailEndpoint", "RecipientAwareMailListener", "ReplyingMailListener");

    private final Map<String, String> listeners = new LinkedHashMap<>();

    private LibertyBeans() {}

    /** Their names after that of the application, each with the simple name of its listener interface. */
    static Map<String, String> in(Path archive) throws IOException {
        LibertyBeans found = new LibertyBeans();
        String name = archive.getFileName().toString();
        try (FileSystem content = FileSystems.newFileSystem(archive)) {
            if (name.endsWith(".ear")) {
                try (Stream<Path> modules = Files.list(content.getPath("/"))) {
                    for (Path module : modules.filter(one -> one.toString().matches(".*[.](jar|war)"))
                            .toList()) {
                        found.addModule(module);
                    }
                }
            } else {
                found.add("", content);
            }
        }
        return found.listeners;
    }

    private void addModule(Path module) throws IOException {
        Path copy = Files.createTempFile("module", ".jar");
        try {
            Files.write(copy, Files.readAllBytes(module));
            try (FileSystem content = FileSystems.newFileSystem(copy)) {
                add(module.getFileName().toString().replaceFirst("[.](jar|war)$", "") + "/", content);
            }
        } finally {
            Files.delete(copy);
        }
    }

    private void add(String prefix, FileSystem module) throws IOException {
        try (Stream<Path> files = Files.walk(module.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (file.endsWith("ejb-jar.xml")) {
                    Matcher bean = NAMED.matcher(text);
                    while (bean.find()) {
                        listeners.put(prefix + bean.group(1), "MailListener");
                    }
                } else if (file.toString().endsWith(".class") && text.contains("Ljakarta/ejb/MessageDriven;")) {
                    listeners.put(prefix + file.getFileName().toString().replace(".class", ""), listener(text));
                }
            }
        }
    }

    private static String listener(String classFile) {
        return LISTENERS.stream()
                .filter(type -> classFile.contains("org/postern/api/" + type))
                .findFirst()
                .orElse("MailListener");
    }
}
