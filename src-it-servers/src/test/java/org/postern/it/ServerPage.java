package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page about a server, and what it tells to follow it.
 *
 * @param name in {@code docs/servers}
 * @param server on what its commands are given
 * @param downloads what a reader has downloaded, in Maven's own repository
 */
record ServerPage(String name, String server, List<String> downloads) {
    private static final Path PAGES = Path.of("..", "docs", "servers");
    private static final Path LOGS = Path.of("target", "pages");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");

    /** The log may be late. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static final List<String> HEADINGS = List.of(
            "Install",
            "Start",
            "Package and deploy",
            "A first mail",
            "A certificate from a file",
            "The container's key store",
            "Users and roles",
            "Threads and pools",
            "Ports below 1024",
            "Change a property",
            "Monitor by JMX",
            "Upgrade without losing a mail",
            "Undeploy",
            "What is special");

    List<String> headings() throws IOException {
        return HEADING.matcher(Files.readString(file()))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Such as {@code payara.md@17}. */
    String nameOn(Candidate candidate) {
        return name + "@" + candidate.jdk();
    }

    Path file() {
        return PAGES.resolve(name);
    }

    List<PageBlock> blocks() throws IOException {
        return PageBlock.of(file());
    }

    /** How many blocks there are of each kind. */
    Map<PageBlock.Kind, Integer> count() throws IOException {
        Map<PageBlock.Kind, Integer> count = new EnumMap<>(PageBlock.Kind.class);
        blocks().forEach(block -> count.merge(block.kind(), 1, Integer::sum));
        return count;
    }

    /** What a reader has before the first command. */
    void prepare(PageShell shell) throws IOException {
        for (String download : downloads) {
            Path file = Path.of(System.getProperty("maven.repo.local")).resolve(download);
            shell.put(file, file.getFileName().toString());
        }
        shell.put(Ears.packaged(), "postern.ear");
        shell.put(Ears.standaloneAdapter(), "postern-standalone.rar");
    }

    /** Does what each block says, from the first to the last. */
    void follow(PageShell shell) throws Exception {
        List<PageBlock> blocks = blocks();
        for (int i = 0; i < blocks.size(); i++) {
            PageBlock block = blocks.get(i);
            boolean shows = i + 1 < blocks.size() && blocks.get(i + 1).kind() == PageBlock.Kind.SHOWN;
            String shown = shows ? blocks.get(i + 1).text() : "";
            switch (block.kind()) {
                case FILE -> shell.write(block.file(), block.text());
                case COMMANDS -> give(block, shown, () -> shell.run(block.text()));
                case ROOT -> give(block, shown, () -> shell.runAsRoot(block.text()));
                // As far as an ordinary user can: it is a text that a shell understands.
                case MACHINE -> give(block, "", () -> shell.run("bash -n <<'END'\n" + block.text() + "END\n"));
                case SHOWN ->
                    assertThat(i > 0 && blocks.get(i - 1).isGiven())
                            .as("%s line %d is shown by what stands before it", name, block.line())
                            .isTrue();
            }
        }
    }

    private interface Giving {
        Command.Result give() throws Exception;
    }

    private void give(PageBlock block, String shown, Giving giving) throws Exception {
        if (block.waits()) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertDoes(block, shown, giving.give()));
        } else {
            assertDoes(block, shown, giving.give());
        }
    }

    private void assertDoes(PageBlock block, String shown, Command.Result result) {
        String what = "%s line %d: %s%s".formatted(name, block.line(), block.text(), result.output());
        assertThat(result.exitValue()).as(what.replace("%", "%%")).isZero();
        if (!block.text().contains("|| true")) {
            // The administrator's program of WildFly ends well when it reads its commands.
            assertThat(result.output()).as(what.replace("%", "%%")).doesNotContain("\"outcome\" => \"failed\"");
        }
        for (String line : shown.lines().toList()) {
            assertThat(result.output()).as(what.replace("%", "%%")).containsPattern(new Shown(line).pattern());
        }
    }

    /** Keeps what the server has logged, for those who look for a reason. */
    void keepLogs(PageShell shell, String under) throws IOException {
        Path directory = Files.createDirectories(LOGS.resolve(under));
        for (Path log : shell.find(".log")) {
            Files.copy(log, directory.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
