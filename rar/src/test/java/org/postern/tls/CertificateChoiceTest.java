package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateChoiceTest {
    private static final Set<Integer> TLS_1_2 = Set.of(0x0303);
    private static final Set<Integer> TLS_1_3 = Set.of(0x0304, 0x0303);
    private static final Set<Integer> BOTH_SUITES = Set.of(0x1301, 0xc02c, 0xc030);
    private static final Set<Integer> BOTH_SCHEMES = Set.of(0x0403, 0x0804, 0x0401);
    private static final Set<Integer> P256 = Set.of(23);

    private static final ServerCertificate EC = certificate("ec", TestCertificates.EC, "mx.example.org");
    private static final ServerCertificate RSA = certificate("rsa", TestCertificates.RSA, "mx.example.org");
    private static final ServerCertificate SHOP = certificate("shop", TestCertificates.OTHER_RSA, "*.shop.example");

    private final TlsPolicy policy = TestPolicy.byDefault().build();

    @Test
    void whoeverCanVerifyAllGetsTheFirst() {
        assertThat(choose(hello(TLS_1_3, BOTH_SUITES, BOTH_SCHEMES), EC, RSA)).isSameAs(EC);
        assertThat(choose(hello(TLS_1_3, BOTH_SUITES, BOTH_SCHEMES), RSA, EC)).isSameAs(RSA);
        assertThat(choose(hello(TLS_1_2, BOTH_SUITES, BOTH_SCHEMES), EC, RSA)).isSameAs(EC);
    }

    @Test
    void inTls13TheSignatureSchemesDecide() {
        assertThat(choose(hello(TLS_1_3, BOTH_SUITES, Set.of(0x0804)), EC, RSA)).isSameAs(RSA);
        assertThat(choose(hello(TLS_1_3, BOTH_SUITES, Set.of(0x0403)), RSA, EC)).isSameAs(EC);
        assertThat(choose(hello(TLS_1_3, BOTH_SUITES, Set.of(0x0401)), RSA, EC))
                .as("PKCS#1 signatures do not count in TLS 1.3")
                .isSameAs(RSA);
    }

    @Test
    void inTls13EachCurveHasItsScheme() {
        assertThat(choose(hello(TLS_1_3, BOTH_SUITES, Set.of(0x0503, 0x0804)), EC, RSA))
                .isSameAs(RSA);
    }

    @Test
    void inTls12TheCipherSuitesDecideToo() {
        assertThat(choose(hello(TLS_1_2, Set.of(0xc030), BOTH_SCHEMES), EC, RSA))
                .isSameAs(RSA);
        assertThat(choose(hello(TLS_1_2, Set.of(0xc02c), BOTH_SCHEMES), RSA, EC))
                .isSameAs(EC);
    }

    @Test
    void inTls12SuitesThatAreNotEnabledDoNotCount() {
        assertThat(choose(hello(TLS_1_2, Set.of(0xc00a, 0xc030), BOTH_SCHEMES), EC, RSA))
                .isSameAs(RSA);
    }

    /** The JDK's TLS speaks no version without a suite for it, whatever it is told. */
    @Test
    void aProtocolWithoutASuiteIsNotSpoken() {
        TlsPolicy only12 = TestPolicy.byDefault()
                .cipherSuites("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")
                .build();
        assertThat(only12.spoken()).containsExactly("TLSv1.2");
        assertThat(new CertificateChoice(only12)
                        .choose(List.of(EC, SHOP), hello("www.shop.example", TLS_1_3, BOTH_SUITES)))
                .isSameAs(SHOP);
        TlsPolicy only13 =
                TestPolicy.byDefault().cipherSuites("TLS_AES_128_GCM_SHA256").build();
        assertThat(only13.spoken()).containsExactly("TLSv1.3");
        assertThat(new ClientFit(only13).obstacle(hello(TLS_1_2, BOTH_SUITES, BOTH_SCHEMES), EC))
                .get()
                .hasFieldOrPropertyWithValue("kind", ClientFit.Kind.PROTOCOL);
    }

    @Test
    void inTls12TheSchemesDecide() {
        assertThat(choose(hello(TLS_1_2, BOTH_SUITES, Set.of(0x0401)), EC, RSA)).isSameAs(RSA);
        assertThat(choose(hello(TLS_1_2, BOTH_SUITES, Set.of(0x0403)), RSA, EC)).isSameAs(EC);
    }

    @Test
    void inTls12TheCurveOfTheKeyMustBeKnown() {
        ClientHello onlyX25519 = new ClientHello(
                Optional.empty(), true, TLS_1_2, BOTH_SUITES, Optional.of(BOTH_SCHEMES), Optional.of(Set.of(29)));

        assertThat(choose(onlyX25519, EC, RSA)).isSameAs(RSA);
    }

    @Test
    void aClientThatSaysNothingOfSchemesIsBelieved() {
        ClientHello silent =
                new ClientHello(Optional.empty(), true, TLS_1_2, Set.of(0xc030), Optional.empty(), Optional.empty());

        assertThat(choose(silent, EC, RSA)).isSameAs(RSA);
    }

    @Test
    void theNameThatIsAskedForDecidesAmongThoseThatCanBeVerified() {
        assertThat(choose(hello("www.shop.example", BOTH_SCHEMES), EC, SHOP)).isSameAs(SHOP);
        assertThat(choose(hello("mx.example.org", BOTH_SCHEMES), SHOP, RSA, EC)).isSameAs(RSA);
    }

    @Test
    void aNameThatNobodyHasGetsTheFirst() {
        assertThat(choose(hello("other.example", BOTH_SCHEMES), EC, SHOP)).isSameAs(EC);
    }

    @Test
    void aCertificateThatCannotBeVerifiedIsNoUseWhateverItsName() {
        assertThat(choose(hello("www.shop.example", Set.of(0x0403)), SHOP, EC)).isSameAs(EC);
    }

    /** A client may know one hash of RSASSA-PSS and not another. */
    @ParameterizedTest
    @CsvSource({"SHA-256, 32, 0809", "SHA-384, 48, 080a", "SHA-512, 64, 080b"})
    void aKeyThatIsBoundToAHashIsForThoseWhoKnowThatOne(String hash, int salt, String scheme) {
        KeyPair keys = TestCertificates.boundKeyPair(hash, hash, salt);
        ServerCertificate bound = new ServerCertificate(
                "bound",
                keys.getPrivate(),
                List.of(TestCertificates.certificate(keys, "mx.example.org")),
                TestPolicy.engines(),
                ServedBy.jdk("of a test", Staple.unwanted(Clock.systemUTC())));
        for (Set<Integer> versions : List.of(TLS_1_2, TLS_1_3)) {
            for (int offered : List.of(0x0809, 0x080a, 0x080b)) {
                ClientHello hello = hello(versions, BOTH_SUITES, Set.of(offered, 0x0403));
                boolean known = offered == Integer.parseInt(scheme, 16);

                assertThat(choose(hello, bound, EC)).isSameAs(known ? bound : EC);
                assertThat(new ClientFit(policy).obstacle(hello, bound).map(ClientFit.Obstacle::text))
                        .isEqualTo(known ? Optional.empty() : Optional.of(obstacle(hash, offered)));
            }
        }
    }

    @Test
    void whoeverCanVerifyNoneGetsTheFirst() {
        assertThat(choose(hello(TLS_1_3, BOTH_SUITES, Set.of(0x0807)), RSA, EC)).isSameAs(RSA);
    }

    @Test
    void readsTheClientHelloOfARealClient() throws Exception {
        SSLEngine client = new TlsHandshake().client("TLSv1.3");
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("www.shop.example")));
        client.setSSLParameters(parameters);
        ByteBuffer record = ByteBuffer.allocate(64 * 1024);
        client.beginHandshake();
        client.wrap(ByteBuffer.allocate(0), record);
        record.flip().position(5); // behind the header of the record

        ClientHello hello = ClientHello.parse(record).orElseThrow();

        assertThat(hello.serverName()).contains("www.shop.example");
        assertThat(hello.versions()).containsExactly(0x0304);
        assertThat(hello.cipherSuites()).contains(0x1301, 0x1302);
        assertThat(hello.signatureSchemes().orElseThrow()).contains(0x0403, 0x0804);
        assertThat(hello.groups().orElseThrow()).contains(23);
    }

    @Test
    void readsAClientHelloWithoutExtensions() {
        byte[] old = HexFormat.of().parseHex("0100002b" + "0302" + "ab".repeat(32) + "00" + "0004c013002f" + "0100");

        ClientHello hello = ClientHello.parse(ByteBuffer.wrap(old)).orElseThrow();

        assertThat(hello.versions()).containsExactly(0x0302);
        assertThat(hello.cipherSuites()).containsExactlyInAnyOrder(0xc013, 0x002f);
        assertThat(hello.signatureSchemes()).isEmpty();
    }

    /** Every prefix, and every octet changed: what comes from the network may be anything. */
    @Test
    void refusesWhatIsNotWellFormedWithoutFailing() throws Exception {
        SSLEngine client = new TlsHandshake().client("TLSv1.3");
        ByteBuffer record = ByteBuffer.allocate(64 * 1024);
        client.beginHandshake();
        client.wrap(ByteBuffer.allocate(0), record);
        byte[] message = new byte[record.position() - 5];
        record.flip().position(5).get(message);

        for (int length = 0; length < message.length; length++) {
            assertThat(ClientHello.parse(ByteBuffer.wrap(message, 0, length))).isEmpty();
        }
        for (int i = 0; i < message.length; i++) {
            byte[] changed = message.clone();
            changed[i] = (byte) 0xff;
            assertThat(ClientHello.parse(ByteBuffer.wrap(changed))).isNotNull();
        }
    }

    private static String obstacle(String hash, int scheme) {
        return "it cannot verify a signature of RSASSA-PSS 2048 bound to " + hash
                + ", and verifies ecdsa_secp256r1_sha256, " + TlsNames.scheme(scheme);
    }

    private ServerCertificate choose(ClientHello hello, ServerCertificate... certificates) {
        return new CertificateChoice(policy).choose(List.of(certificates), hello);
    }

    private static ClientHello hello(Set<Integer> versions, Set<Integer> suites, Set<Integer> schemes) {
        return new ClientHello(Optional.empty(), true, versions, suites, Optional.of(schemes), Optional.of(P256));
    }

    private static ClientHello hello(String serverName, Set<Integer> schemes) {
        return new ClientHello(
                Optional.of(serverName), true, TLS_1_3, BOTH_SUITES, Optional.of(schemes), Optional.of(P256));
    }

    private static ServerCertificate certificate(String alias, KeyPair keys, String name) {
        return new ServerCertificate(
                alias,
                keys.getPrivate(),
                List.of(CertificateBuilder.of(keys, alias).names(name).build()),
                TestPolicy.engines(),
                ServedBy.jdk("of a test", Staple.unwanted(Clock.systemUTC())));
    }

    private static ClientHello hello(String serverName, Set<Integer> versions, Set<Integer> suites) {
        return new ClientHello(
                Optional.of(serverName), true, versions, suites, Optional.of(BOTH_SCHEMES), Optional.of(P256));
    }
}
