package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeFitTest {
    private final AtomicInteger loaded = new AtomicInteger();
    private Optional<String> ofLibrary = Optional.empty();

    /** What a library has that has everything. */
    private Set<String> suites = Set.copyOf(TestPolicy.byDefault().build().cipherSuites());

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 3072", "EC, 256", "EC, 384", "EC, 521"})
    void takesTheKeysThatAreInUse(String kind, int size) {
        assertThat(obstacle(TestCertificates.keyPair(kind, size), TestPolicy.byDefault()))
                .isEmpty();
    }

    /** And is not even loaded for others. */
    @ParameterizedTest
    @CsvSource({"Ed25519, 255, Ed25519", "Ed448, 448, Ed448", "RSASSA-PSS, 2048, RSASSA-PSS 2048"})
    void saysWhichKeyItDoesNotTake(String kind, int size, String name) {
        assertThat(obstacle(TestCertificates.keyPair(kind, size), TestPolicy.byDefault()))
                .contains("it has no such key as " + name);
        assertThat(loaded).hasValue(0);
    }

    @Test
    void whatTheLibrarySaysOfItselfCountsBeforeItsSuites() {
        ofLibrary = Optional.of("it cannot be loaded");
        suites = Set.of();

        assertThat(obstacle(TestCertificates.EC, TestPolicy.byDefault())).contains("it cannot be loaded");
    }

    /** All three of TLS 1.3, or another TLS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256",
                "TLS_AES_128_GCM_SHA256:TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
            })
    void someSuitesOfTls13AreNotForIt(String chosen) {
        assertThat(obstacle(TestCertificates.EC, TestPolicy.byDefault().cipherSuites(chosen)))
                .contains("tlsCipherSuites leaves out some of TLS 1.3");
    }

    @Test
    void noneOfTls13IsForIt() {
        TestPolicy old = TestPolicy.byDefault().cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

        assertThat(obstacle(TestCertificates.EC, old)).isEmpty();
    }

    @Test
    void saysWhichSuiteIsMissing() {
        suites = Set.of();
        TestPolicy old = TestPolicy.byDefault().cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

        assertThat(obstacle(TestCertificates.EC, old))
                .contains("it does not have TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    }

    /** What it has fetched itself no other can be given; what we fetch both can. */
    @Test
    void aJvmThatStaplesDoesSoWithItsOwnTlsUnlessTheAdapterIsToStaple() {
        System.setProperty("jdk.tls.server.enableStatusRequestExtension", "true");
        try {
            assertThat(obstacle(TestCertificates.EC, TestPolicy.byDefault()))
                    .contains("this JVM staples OCSP responses (jdk.tls.server.enableStatusRequestExtension)");
            assertThat(obstacle(TestCertificates.EC, TestPolicy.byDefault().stapling()))
                    .isEmpty();
        } finally {
            System.clearProperty("jdk.tls.server.enableStatusRequestExtension");
        }
    }

    private Optional<String> obstacle(KeyPair keys, TestPolicy policy) {
        return new NativeFit(new Library(), policy.build()).obstacle(keys.getPrivate(), keys.getPublic());
    }

    private final class Library implements NativeTls {
        @Override
        public String name() {
            return "A library";
        }

        @Override
        public Optional<String> obstacle() {
            loaded.incrementAndGet();
            return ofLibrary;
        }

        @Override
        public Set<String> cipherSuites() {
            return suites;
        }

        @Override
        public Engines engines(ServerSide server, Optional<Supplier<byte[]>> staple) throws GeneralSecurityException {
            throw new GeneralSecurityException("It is only asked");
        }

        @Override
        public void close() {
            // It has nothing.
        }
    }
}
