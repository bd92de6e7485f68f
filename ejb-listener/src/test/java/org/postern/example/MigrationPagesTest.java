package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.api.MailEndpoint;
import org.postern.endpoint.AnnotationRouter;

/**
 * The code of docs/migration compiles, and its beans can be deployed as far as that is seen without a server. What needs libraries of others
 * ({@code ```java subetha}, {@code james}, {@code camel}) is left out here; SubEtha's is compiled where that is: in the module bench.
 */
class MigrationPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "migration");

    /** A block begins with the name of its file. */
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n// (\\w+)\\.java\n(.*?)```");

    /** Which the pages leave out. */
    private static final String IMPORTS = """
            import jakarta.annotation.*;
            import jakarta.ejb.*;
            import jakarta.mail.*;
            import jakarta.mail.internet.*;
            import jakarta.mail.search.*;
            import jakarta.persistence.*;
            import java.io.*;
            import org.postern.api.*;
            import org.postern.endpoint.Detail;
            import org.postern.endpoint.HeaderOf;
            import org.postern.endpoint.NewText;
            import org.postern.endpoint.OnMail;
            import org.postern.endpoint.OnRecipient;
            import org.postern.mime.*;
            """;

    @ParameterizedTest
    @CsvSource({"imap.md, 4", "subetha.md, 2", "james-and-camel.md, 2"})
    void theCodeCompiles(String page, int blocks, @TempDir Path directory) throws Exception {
        List<MatchResult> found =
                BLOCK.matcher(Files.readString(PAGES.resolve(page))).results().toList();
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", directory.toString()));
        for (MatchResult block : found) {
            Path file = directory.resolve(block.group(1) + ".java");
            arguments.add(Files.writeString(file, IMPORTS + block.group(2)).toString());
        }

        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));

        assertThat(found).hasSize(blocks);
        assertThat(result).isZero();
        assertThat(mistakes(directory, found)).isEmpty();
    }

    /** Of endpoints, whose methods are looked at when an application is deployed. */
    private static List<String> mistakes(Path directory, List<MatchResult> blocks) throws Exception {
        List<String> found = new ArrayList<>();
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, MigrationPagesTest.class.getClassLoader())) {
            for (MatchResult block : blocks) {
                Class<?> type = classes.loadClass(block.group(1));
                if (MailEndpoint.class.isAssignableFrom(type)) {
                    try {
                        new AnnotationRouter().routes(type);
                    } catch (IllegalArgumentException e) {
                        found.add(e.getMessage());
                    }
                }
            }
        }
        return found;
    }
}
