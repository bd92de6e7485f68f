package org.postern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the archive carries, and what it must not: servers differ in whose copy of a class wins. */
class BuiltRarIT {
    @Test
    void theRarCarriesItsDescriptorAndItsLicence() throws IOException {
        assertThat(BuiltRar.entries()).contains("META-INF/ra.xml", "META-INF/LICENSE");
    }

    /** Without the first, Netty has only buffers of the heap there, and says so at each start; without the second, no events. */
    @Test
    void theManifestAsksWildFlyForTheModulesOfTheJdkThatAreNeeded() throws IOException {
        try (JarFile rar = new JarFile(BuiltRar.path().toFile())) {
            assertThat(rar.getManifest().getMainAttributes().getValue("Dependencies"))
                    .isEqualTo("jdk.unsupported,jdk.jfr optional");
        }
    }

    @Test
    void theRarCarriesNoLooseClasses() throws IOException {
        assertThat(BuiltRar.entries()).noneMatch(name -> name.endsWith(".class"));
    }

    @Test
    void theRarCarriesNothingButJarsAndItsMetaInf() throws IOException {
        assertThat(BuiltRar.entries()).allMatch(name -> name.endsWith(".jar") || name.startsWith("META-INF/"));
    }

    @Test
    void theRarCarriesExactlyTheseJars() throws IOException {
        assertThat(BuiltRar.jars().stream().map(BuiltRarIT::withoutVersion))
                .containsExactlyInAnyOrder(
                        "postern.jar",
                        "postern-content.jar",
                        "bcpkix-jdk15to18.jar",
                        "bcprov-jdk15to18.jar",
                        "bctls-jdk15to18.jar",
                        "bcutil-jdk15to18.jar",
                        "netty-buffer.jar",
                        "netty-codec-base.jar",
                        "netty-codec-dns.jar",
                        "netty-codec-haproxy.jar",
                        "netty-common.jar",
                        "netty-handler.jar",
                        "netty-resolver-dns.jar",
                        "netty-resolver.jar",
                        "netty-tcnative-classes.jar",
                        // BoringSSL, for each of five platforms.
                        "netty-tcnative-boringssl-static.jar",
                        "netty-tcnative-boringssl-static.jar",
                        "netty-tcnative-boringssl-static.jar",
                        "netty-tcnative-boringssl-static.jar",
                        "netty-tcnative-boringssl-static.jar",
                        "netty-transport.jar",
                        "netty-transport-native-unix-common.jar");
    }

    @Test
    void ourJarCarriesTheClassesOfTheAdapter() throws IOException {
        assertThat(BuiltRar.entriesOfJars())
                .contains(
                        "postern.jar!/org/postern/ra/SmtpResourceAdapter.class",
                        "postern.jar!/org/postern/smtp/Conversation.class");
    }

    @Test
    void theListenerInterfaceIsLeftToTheApplication() throws IOException {
        assertThat(BuiltRar.entriesOfJars()).noneMatch(name -> name.contains("!/org/postern/api/"));
    }

    @Test
    void noClassOfTheContainerIsBundled() throws IOException {
        assertThat(BuiltRar.entriesOfJars()).noneMatch(name -> name.contains("!/jakarta/"));
    }

    @Test
    void nothingThatOnlyTheBuildNeedsIsBundled() throws IOException {
        assertThat(BuiltRar.entriesOfJars()).noneMatch(name -> name.contains("!/org/jspecify/"));
    }

    /** A server scans each class of what it deploys, and logs a stack trace for one that it cannot read. */
    @Test
    void noClassIsForALaterJavaThanTheOldestThatWeRunOn() throws IOException {
        assertThat(BuiltRar.entriesOfJars())
                .noneMatch(name -> name.matches(".*!/META-INF/versions/(1[89]|[2-9]\\d)/.*"));
    }

    @Test
    void theJarsOfBouncyCastleAreTheSignedOnes() throws IOException {
        // A JVM may demand the signature of whoever provides ciphers, so these must not be repacked.
        assertThat(BuiltRar.entriesOfJars())
                .anyMatch(name -> name.matches("bcprov-jdk15to18.*!/META-INF/.*\\.SF"))
                .noneMatch(name -> name.matches("postern\\.jar!/org/bouncycastle/.*"));
    }

    private static String withoutVersion(String jar) {
        return jar.replaceFirst("-\\d[^/]*\\.jar$", ".jar");
    }
}
