package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator who has nothing but Payara's web console. Makes the pictures of its page with {@code -Dpostern.rewrite=true}. */
class PayaraConsoleIT {
    private static final String ADAPTER = "postern#postern";

    /** The console restarts the adapter with each value that it writes. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = FreePorts.on("127.0.0.1", "127.0.0.2");

    @TempDir
    Path directory;

    @Test
    void deploysConfiguresAndChangesWhatRuns() throws Exception {
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        AsadminServer server = new AsadminServer(
                Fleet.PAYARA_6.fetch(), Jdk.home(17).orElseThrow(), Files.createDirectory(directory.resolve("payara")));
        try {
            server.start();
            try (Browser browser = Browser.start()) {
                use(browser, new PayaraConsole(browser, server.adminPort()), server);
            }
            server.stop();
        } finally {
            server.kill();
        }
    }

    private void use(Browser browser, PayaraConsole console, AsadminServer server) throws Exception {
        console.deploy(Ears.packaged());

        console.beginConfig(ADAPTER);
        assertThat(console.isMasked("keyStorePassword")).isTrue();
        assertThat(console.isMasked("keyStore")).isFalse();
        console.write(Map.of(
                "listen",
                "smtp://127.0.0.1:%d smtp://127.0.0.2:%1$d".formatted(port),
                "certificateBindings",
                "127.0.0.1=s1as"));
        browser.picture("payara-new-config");
        console.create();
        awaitStartTlsOnlyOn("127.0.0.1", "127.0.0.2");

        console.openConfig(ADAPTER);
        console.write(Map.of("certificateBindings", "127.0.0.2=s1as"));
        console.save();
        browser.picture("payara-saved");
        awaitStartTlsOnlyOn("127.0.0.2", "127.0.0.1");

        console.openConfig(ADAPTER);
        console.write(Map.of("listen", "smpt://127.0.0.1:" + port));
        console.save();
        Awaitility.await().atMost(PATIENCE).until(() -> Files.readString(server.log())
                .contains("POSTERN-1009"));
        assertThat(Files.readString(server.log())).contains("\"smpt://127.0.0.1:" + port + "\" has an unknown scheme");
        awaitStartTlsOnlyOn("127.0.0.2", "127.0.0.1");
    }

    private void awaitStartTlsOnlyOn(String with, String without) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(greeted(with)).contains("STARTTLS");
            assertThat(greeted(without)).doesNotContain("STARTTLS");
        });
    }

    private String greeted(String address) throws IOException {
        try (SmtpClient client = SmtpClient.connect(address, port)) {
            return client.command("EHLO client.example.org", 250);
        }
    }
}
