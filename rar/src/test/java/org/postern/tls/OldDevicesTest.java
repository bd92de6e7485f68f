package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS 1.0 and 1.1 for devices that know nothing newer: where the administrator of address and JVM wants it, and nowhere else. */
class OldDevicesTest {
    /** The list of the JDK without TLSv1 and TLSv1.1. */
    private static final String ALLOWED = "jdk.tls.disabledAlgorithms=SSLv3, RC4, DES, MD5withRSA, DH keySize < 1024,"
            + " EC keySize < 224, 3DES_EDE_CBC, anon, NULL, ECDH\n";

    private static final String FORBIDDEN = ALLOWED.replace("SSLv3,", "SSLv3, TLSv1, TLSv1.1,");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"TLSv1, true, true", "TLSv1.1, false, true", "TLSv1.2, false, false"})
    void areServedWhereAddressAndJvmAllowIt(String oldest, boolean first, boolean second) throws Exception {
        List<String> lines = inJvm(ALLOWED, oldest);

        assertThat(lines)
                .contains("RSA TLSv1.2: served", "RSA TLSv1.3: served", "EC TLSv1.2: served", "EC TLSv1.3: served");
        for (String keys : List.of("RSA", "EC")) {
            assertThat(lines).contains(keys + " TLSv1: " + (first ? "served" : "fails"));
            assertThat(lines).contains(keys + " TLSv1.1: " + (second ? "served" : "fails"));
        }
        assertThat(lines.stream().filter(line -> line.startsWith("192.0.2.1:2525 serves ")))
                .hasSize(second ? 1 : 0)
                .allMatch(line -> line.startsWith("192.0.2.1:2525 serves TLSv1.1" + (first ? " and TLSv1," : ",")));
        assertThat(lines).hasSize(second ? 9 : 8);
    }

    @Test
    void failWhereTheJvmHasSwitchedThemOffAndTheWarningSaysWhere() throws Exception {
        assertThat(inJvm(FORBIDDEN, "TLSv1"))
                .containsExactlyInAnyOrder(
                        "RSA TLSv1: fails",
                        "RSA TLSv1.1: fails",
                        "RSA TLSv1.2: served",
                        "RSA TLSv1.3: served",
                        "EC TLSv1: fails",
                        "EC TLSv1.1: fails",
                        "EC TLSv1.2: served",
                        "EC TLSv1.3: served",
                        "tlsMinProtocol of 192.0.2.1:2525 wants TLSv1.1 and TLSv1, which this JVM has switched off:"
                                + " devices that know nothing newer fail there. Take these names out of"
                                + " jdk.tls.disabledAlgorithms, in conf/security/java.security of the JVM or in a file that"
                                + " -Djava.security.properties names, and restart the server.");
    }

    private List<String> inJvm(String security, String oldest) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("java.security"), security);
        Path output = directory.resolve("output");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.security.properties=" + file,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OldDevice.class.getName(),
                        oldest)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(jvm.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(jvm.exitValue()).isZero();
        } finally {
            jvm.destroyForcibly();
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }
}
