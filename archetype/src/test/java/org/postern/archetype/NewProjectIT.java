package org.postern.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user makes with the archetype of this build, but for an EAR, which {@link TutorialIT} makes. */
class NewProjectIT {
    @TempDir
    Path directory;

    @BeforeAll
    static void prepare() throws Exception {
        Maven.prepare();
    }

    @Test
    void aWebApplicationIsBuiltAndTakesMailBesideItsAdapter() throws Exception {
        assertSucceeded(generate("war"));
        Path project = directory.resolve("shop");
        assertSucceeded(Maven.run(project, "mvn -q verify"));

        assertThat(project.resolve("target/failsafe-reports/com.example.SupportDeskIT.txt"))
                .content()
                .contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(project.resolve("target/postern.rar")).exists();
    }

    @Test
    void anotherKindIsRefusedAndNothingIsMade() throws Exception {
        Path mine = Files.createDirectories(directory.resolve("shop")).resolve("notes.txt");
        Files.writeString(mine, "Of the user, and older.");

        Maven.Result result = generate("jar");

        assertThat(result.succeeded()).isFalse();
        assertThat(result.output()).contains("kind is ear or war, not jar");
        assertThat(directory.resolve("shop")).isDirectoryContaining("glob:**/notes.txt");
        assertThat(directory.resolve("shop").toFile().list()).hasSize(1);
    }

    private Maven.Result generate(String kind) throws Exception {
        return Maven.run(directory, """
                mvn -q %s:generate -DarchetypeCatalog=local -DarchetypeGroupId=org.postern \
                    -DarchetypeArtifactId=postern-archetype -DarchetypeVersion=%s \
                    -DgroupId=com.example -DartifactId=shop -Dkind=%s
                """.formatted(
                        System.getProperty("archetype.plugin"), System.getProperty("postern.version"), kind));
    }

    private static void assertSucceeded(Maven.Result result) {
        assertThat(result.succeeded()).as(result.output()).isTrue();
    }
}
