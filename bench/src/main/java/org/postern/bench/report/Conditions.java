package org.postern.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a run has to be read with. Immutable.
 *
 * @param commit of the sources
 * @param rounds how many values a median is of
 */
public record Conditions(Instant at, String commit, int rounds, double seconds) {
    private static final int PATIENCE_SECONDS = 5;

    /** Those of a run that ends now, of the sources in this directory. */
    public static Conditions now(Path root, int rounds, double seconds) {
        return new Conditions(Instant.now().truncatedTo(ChronoUnit.MINUTES), commit(root), rounds, seconds);
    }

    private static String commit(Path root) {
        try {
            Process git = new ProcessBuilder("git", "-C", root.toString(), "rev-parse", "--short=10", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? commit : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** As a sentence, with how busy the machine was otherwise. */
    public String sentence(Samples samples) {
        double others = Samples.median(
                        samples.all().stream().mapToDouble(Sample::otherCores).toArray())
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "Commit %s, %s. JDK %s, %s %s, %d processors, of which other programs took %.1f in the median. %d rounds of %.0f s.%n",
                commit,
                at,
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                others,
                rounds,
                seconds);
    }
}
