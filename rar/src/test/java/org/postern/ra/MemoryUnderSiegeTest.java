package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted is what is there: otherwise the limits of memory would be none. */
class MemoryUnderSiegeTest {
    private static final int CONNECTIONS = 90;

    /** Of a connection that holds nothing else, with TLS: measured with 5,000 of them. */
    private static final long OF_A_CONNECTION = 16 * 1024;

    /** What Netty and the JDK take at a time, whoever needs it. */
    private static final long ANYWAY = 8 * 1024 * 1024;

    @Test
    @Timeout(120)
    void peersThatEachHoldTheMostTheyCanTakeNoMoreMemoryThanIsCounted() throws Exception {
        Map<String, Long> seen = new TreeMap<>();
        String left = "";
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:MaxDirectMemorySize=100m",
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Siege.class.getName(),
                        "ALL",
                        String.valueOf(CONNECTIONS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("siege ")) {
                    List<String> words = List.of(line.split(" ", -1));
                    for (int i = 1; i + 1 < words.size(); i += 2) {
                        seen.put(words.get(i), Long.parseLong(words.get(i + 1)));
                    }
                } else if (line.startsWith("left ")) {
                    left = line;
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(seen).containsKeys("heap", "direct", "envelopes", "content", "connections");
        long counted = seen.get("envelopes") + seen.get("content") + seen.get("connections");
        assertThat(seen.get("envelopes")).isPositive();
        assertThat(seen.get("content")).isPositive();
        assertThat(seen.get("connections")).isPositive();
        assertThat(seen.get("heap") + seen.get("direct"))
                .as("%s", seen)
                .isLessThan(counted + CONNECTIONS * OF_A_CONNECTION + ANYWAY);
        assertThat(left).isEqualTo("left 0");
    }
}
