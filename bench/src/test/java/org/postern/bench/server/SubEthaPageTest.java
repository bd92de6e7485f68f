package org.postern.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code with SubEtha in docs/migration/subetha.md compiles; it is here because the library is. {@code MigrationPagesTest} has the rest. */
class SubEthaPageTest {
    private static final Path PAGE = Path.of("..", "docs", "migration", "subetha.md");

    /** Those of SubEtha, and what they call. */
    private static final Pattern BLOCK =
            Pattern.compile("(?s)```java(?: subetha\n// (\\w+)|\n// (Orders))\\.java\n(.*?)```");

    /** Which the page leaves out. */
    private static final String IMPORTS = """
            import jakarta.ejb.*;
            import jakarta.servlet.*;
            import jakarta.servlet.annotation.*;
            import java.io.*;
            import java.nio.charset.*;
            import org.subethamail.smtp.*;
            import org.subethamail.smtp.server.*;
            """;

    @Test
    void theCodeCompiles(@TempDir Path directory) throws Exception {
        List<MatchResult> found =
                BLOCK.matcher(Files.readString(PAGE)).results().toList();
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", directory.toString()));
        for (MatchResult block : found) {
            String name = block.group(1) == null ? block.group(2) : block.group(1);
            Path file = Files.writeString(directory.resolve(name + ".java"), IMPORTS + block.group(3));
            arguments.add(file.toString());
        }

        assertThat(found).hasSize(3);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}
