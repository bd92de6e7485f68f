package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An administrator who has nothing but the web console of Payara or GlassFish. Makes the pictures of their pages with
 * {@code -Dpostern.rewrite=true}.
 */
@Timeout(2400)
class AsadminConsoleIT {
    private static final List<String> SERVERS = List.of("payara6", "payara7", "glassfish7", "glassfish8");

    /** Those whose pictures are in the pages; the others look the same. */
    private static final Map<String, String> PICTURED = Map.of("payara6", "payara", "glassfish7", "glassfish");

    /** A row of their table. */
    private static final Pattern PROPERTY =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (?:bean|address|option|adapter) \\|");

    private static final String ADAPTER = "postern#postern";

    /** The console restarts the adapter with each value that it writes. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TwoAddresses addresses = TwoAddresses.free();

    @TempDir
    Path directory;

    /** Each on the JDK of the short run. */
    @TestFactory
    Stream<DynamicTest> deploysConfiguresAndChangesWhatRuns() {
        Browser.assumeInstalled();
        return Fleet.selected().stream()
                .filter(candidate -> candidate.main() && SERVERS.contains(candidate.id()))
                .map(candidate -> dynamicTest(candidate.title(), () -> useConsoleOf(candidate)));
    }

    private void useConsoleOf(Candidate candidate) throws Exception {
        Optional<Path> jdk = Jdk.home(candidate.jdk());
        assumeTrue(jdk.isPresent(), "There is no JDK " + candidate.jdk() + " on this machine");
        AsadminServer server = new AsadminServer(
                candidate.installation().fetch(),
                jdk.orElseThrow(),
                Files.createDirectory(directory.resolve(candidate.id())));
        try {
            server.start();
            try (Browser browser = Browser.start()) {
                use(
                        browser,
                        new AsadminConsole(browser, server.adminPort()),
                        server,
                        Optional.ofNullable(PICTURED.get(candidate.id())));
            }
            server.stop();
        } finally {
            server.kill();
        }
    }

    private void use(Browser browser, AsadminConsole console, AsadminServer server, Optional<String> pictures)
            throws Exception {
        console.deploy(Ears.packaged());

        console.beginConfig(ADAPTER);
        assertThat(console.properties()).containsExactlyInAnyOrderElementsOf(documented());
        assertThat(console.isMasked("keyStorePassword")).isTrue();
        assertThat(console.isMasked("keyStore")).isFalse();
        console.write(Map.of("listen", addresses.listen(), "certificateBindings", "127.0.0.1=s1as"));
        pictures.ifPresent(name -> browser.picture(name + "-new-config"));
        console.create();
        addresses.awaitStartTlsOnlyOn(TwoAddresses.FIRST, TwoAddresses.SECOND);

        console.openConfig(ADAPTER);
        console.write(Map.of("certificateBindings", "127.0.0.2=s1as"));
        console.save();
        pictures.ifPresent(name -> browser.picture(name + "-saved"));
        addresses.awaitStartTlsOnlyOn(TwoAddresses.SECOND, TwoAddresses.FIRST);

        console.openConfig(ADAPTER);
        console.write(Map.of("listen", "smpt://127.0.0.1:" + addresses.port()));
        console.save();
        Awaitility.await().atMost(PATIENCE).until(() -> Files.readString(server.log())
                .contains("POSTERN-1009"));
        assertThat(Files.readString(server.log()))
                .contains("\"smpt://127.0.0.1:" + addresses.port() + "\" has an unknown scheme");
        addresses.awaitStartTlsOnlyOn(TwoAddresses.SECOND, TwoAddresses.FIRST);
    }

    /** Those that are for administrators. */
    private static List<String> documented() throws IOException {
        return PROPERTY.matcher(Files.readString(Path.of("..", "docs", "properties.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
    }
}
