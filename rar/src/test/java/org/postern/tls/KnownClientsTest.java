package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who of the senders of mail can use which certificates. */
class KnownClientsTest {
    private static final KnownClients CLIENTS = KnownClients.load();
    private static final Map<String, KeyPair> KEYS = Map.of(
            "P-256",
            TestCertificates.EC,
            "P-384",
            TestCertificates.keyPair("EC", 384),
            "P-521",
            TestCertificates.keyPair("EC", 521),
            "RSA",
            TestCertificates.RSA,
            "Ed25519",
            TestCertificates.ED25519,
            "Ed448",
            TestCertificates.keyPair("Ed448", 448));

    private static final String BORINGSSL = "BoringSSL (such as Gmail)";
    private static final String NSS = "NSS (such as Thunderbird)";
    private static final String GO = "Go (such as senders in Go)";
    private static final String WINDOWS_2022 = "Windows Server 2022 (such as Exchange)";
    private static final String WINDOWS_2016 = "Windows Server 2016 (such as Exchange)";
    private static final String WINDOWS_2012 = "Windows Server 2012 R2 (such as Exchange 2013 and 2016)";

    static Stream<Arguments> bindings() {
        return Stream.of(
                arguments("P-256", List.of()),
                arguments("P-384", List.of()),
                arguments("P-521", List.of(BORINGSSL, WINDOWS_2016, WINDOWS_2012)),
                arguments("RSA", List.of(WINDOWS_2012)),
                arguments("Ed25519", List.of(BORINGSSL, NSS, WINDOWS_2022, WINDOWS_2016, WINDOWS_2012)),
                arguments("Ed448", List.of(BORINGSSL, NSS, GO, WINDOWS_2022, WINDOWS_2016, WINDOWS_2012)),
                // What one cannot use, another may.
                arguments("Ed25519 RSA", List.of(WINDOWS_2012)),
                arguments("P-521 Ed25519", List.of(BORINGSSL, WINDOWS_2016, WINDOWS_2012)));
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void aClientThatCanUseNoneIsNamed(String kinds, List<String> expected) {
        assertThat(CLIENTS.thatCannotUse(
                        certificates(kinds), TestPolicy.byDefault().build()))
                .isEqualTo(expected);
    }

    /** The remedy of the warning. */
    @ParameterizedTest
    @MethodSource("bindings")
    void withAKeyOnP256BesideItNobodyIsLeft(String kinds, List<String> before) {
        assertThat(CLIENTS.thatCannotUse(
                        certificates(kinds + " P-256"), TestPolicy.byDefault().build()))
                .isEmpty();
    }

    /** Whoever wants TLS 1.3 alone does not want those that have none. */
    @Test
    void aVersionThatIsNotWantedIsNoObstacle() {
        TlsPolicy newest = TestPolicy.byDefault().oldestProtocol("TLSv1.3").build();

        assertThat(CLIENTS.thatCannotUse(certificates("RSA"), newest)).isEmpty();
        assertThat(CLIENTS.thatCannotUse(certificates("Ed25519"), newest))
                .containsExactly(BORINGSSL, NSS, WINDOWS_2022);
    }

    private static List<ServerCertificate> certificates(String kinds) {
        return Stream.of(kinds.split(" ", -1))
                .map(kind -> new ServerCertificate(
                        kind,
                        KEYS.get(kind).getPrivate(),
                        List.of(TestCertificates.certificate(KEYS.get(kind), kind)),
                        TestPolicy.engines(),
                        ServedBy.jdk("of a test", Staple.unwanted(Clock.systemUTC()))))
                .toList();
    }
}
