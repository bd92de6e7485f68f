package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows each page about a server as a reader would, on a server as it is downloaded: writes its files, gives its commands one block
 * after the other, and sees what the page says that one sees. Nothing in a page is replaced. {@code -Dpostern.servers} chooses the
 * pages of some servers.
 */
class ServerPagesIT {
    private static final List<ServerPage> PAGES = List.of(
            new ServerPage(
                    "payara.md",
                    "payara6",
                    List.of(
                            "fish/payara/distributions/payara/6.2025.9/payara-6.2025.9.zip",
                            "fish/payara/extras/payara-micro/6.2025.10/payara-micro-6.2025.10.jar")),
            new ServerPage(
                    "glassfish.md",
                    "glassfish7",
                    List.of("org/glassfish/main/distributions/glassfish/7.0.21/glassfish-7.0.21.zip")),
            new ServerPage(
                    "wildfly.md",
                    "wildfly",
                    List.of("org/wildfly/wildfly-dist/39.0.1.Final/wildfly-dist-39.0.1.Final.zip")),
            new ServerPage(
                    "liberty.md",
                    "liberty",
                    List.of("io/openliberty/openliberty-runtime/26.0.0.1/openliberty-runtime-26.0.0.1.zip")),
            new ServerPage(
                    "tomee.md", "tomee", List.of("org/apache/tomee/apache-tomee/9.0.0/apache-tomee-9.0.0-plume.zip")));

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> eachPageHasTheSameHeadings() {
        return PAGES.stream()
                .map(page -> dynamicTest(
                        page.name(), () -> assertThat(page.headings()).isEqualTo(ServerPage.HEADINGS)));
    }

    /** What is for a whole machine is one block of a page, and so all others are followed. */
    @TestFactory
    Stream<DynamicTest> eachBlockOfAPageIsFollowedButOne() {
        return PAGES.stream()
                .map(page -> dynamicTest(page.name(), () -> assertThat(page.count())
                        .containsEntry(PageBlock.Kind.MACHINE, 1)
                        .containsEntry(PageBlock.Kind.ROOT, 1)
                        .containsKeys(PageBlock.Kind.values())));
    }

    /** On each JDK that the server is tested on. */
    @TestFactory
    Stream<DynamicTest> eachPageDoesWhatItSays(TestReporter reporter) {
        return PAGES.stream().flatMap(page -> Fleet.selected().stream()
                .filter(candidate -> candidate.id().equals(page.server()))
                .map(candidate -> dynamicTest(page.nameOn(candidate), () -> follow(page, candidate, reporter))));
    }

    private void follow(ServerPage page, Candidate candidate, TestReporter reporter) throws Exception {
        assumeTrue(PageShell.isPossible(), "Only root can make the network in which the pages are followed");
        Optional<Path> jdk = Jdk.home(candidate.jdk());
        assumeTrue(jdk.isPresent(), "There is no JDK " + candidate.jdk() + " on this machine");
        // With that it is in Maven's own repository, too.
        candidate.installation().fetch();
        Path base = Files.createDirectory(directory.resolve(page.nameOn(candidate)));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Instant start = Instant.now();
        try (PageShell shell = new PageShell(base, jdk.orElseThrow())) {
            page.prepare(shell);
            try {
                page.follow(shell);
            } finally {
                page.keepLogs(shell, page.nameOn(candidate));
            }
        }
        reporter.publishEntry(
                page.nameOn(candidate), Duration.between(start, Instant.now()).toSeconds() + " s, " + page.count());
    }
}
