package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of a native library, and of the process, when adapters that have used it are gone. */
class NativeLibraryTest {
    private static final int ADAPTERS = 3;

    /**
     * A thread that has called BoringSSL calls it again when it ends. Unloaded with the class loader of the adapter, the library would
     * end the process then, and the server with it.
     */
    @Test
    void threadsMayEndAfterTheAdapterIsCollected() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:SoftRefLRUPolicyMSPerMB=0", // What the JDK remembers softly of classes is not what this is
                        // about.
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PassingAdapters.class.getName(),
                        String.valueOf(ADAPTERS))
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).contains(ADAPTERS + " handshakes, 2 libraries, 0 adapters left");
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
