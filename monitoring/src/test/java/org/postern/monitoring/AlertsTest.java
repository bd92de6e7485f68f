package org.postern.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alerts for what no adapter of a test does, by series that were made up: Prometheus' own tool evaluates them. */
@Timeout(60)
class AlertsTest {
    @Test
    void eachFiresWhenItShouldAndNotBefore() throws Exception {
        Optional<Path> tool = Prometheus.program("promtool");
        assumeTrue(tool.isPresent(), "promtool is not installed");

        Process process = new ProcessBuilder(tool.get().toString(), "test", "rules", "alerts-test.yml")
                .directory(Path.of("src/test/resources").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
