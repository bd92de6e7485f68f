package org.postern.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project as a new user makes it, with the archetype of this build. Its own tests deploy it and send a mail. */
class NewProjectIT {
    @TempDir
    Path directory;

    @BeforeAll
    static void begin() throws IOException {
        Maven.forgetWhatWasMadeBefore();
    }

    @ParameterizedTest
    @CsvSource({"ear, app", "war, ."})
    void isBuiltAndTakesMailInAServer(String kind, String application) throws Exception {
        assertSucceeded(generate(kind));
        Path project = directory.resolve("shop");
        assertSucceeded(Maven.run(project, "verify"));

        Path reports = project.resolve(application).resolve("target/failsafe-reports");
        assertThat(Files.readString(reports.resolve("com.example.SupportDeskIT.txt")))
                .contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void ofNoKnownKindIsNotMade() throws Exception {
        Maven.Result result = generate("jar");
        assertThat(result.succeeded()).isFalse();
        assertThat(result.output()).contains("kind is ear or war, not jar");
        assertThat(directory.resolve("shop")).doesNotExist();
    }

    private Maven.Result generate(String kind) throws Exception {
        return Maven.run(
                directory,
                System.getProperty("archetype.plugin") + ":generate",
                "-DarchetypeGroupId=org.postern",
                "-DarchetypeArtifactId=postern-archetype",
                "-DarchetypeVersion=" + System.getProperty("postern.version"),
                "-DarchetypeCatalog=local",
                "-DgroupId=com.example",
                "-DartifactId=shop",
                "-Dkind=" + kind);
    }

    private static void assertSucceeded(Maven.Result result) {
        assertThat(result.succeeded()).as(result.output()).isTrue();
    }
}
