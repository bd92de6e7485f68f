package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ip.LocalAddress;
import org.postern.tls.Finding;
import org.postern.tls.Responders;
import org.postern.tls.Stapling.State;
import org.postern.tls.TestCertificates;
import org.postern.tls.TestKeyStore;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;
import org.postern.tls.ocsp.OcspAuthority;

/** OCSP responses that the adapter fetches and BoringSSL staples, as real clients see them. */
@Timeout(60)
class StapledAddressesTest {
    private static final String OF_JVM = "jdk.tls.server.enableStatusRequestExtension";
    private static final String OPENSSL = "/usr/bin/openssl";
    private static final String OF_CLIENT = "jdk.tls.client.enableStatusRequestExtension";

    private final SteppedClock clock = new SteppedClock();
    private final Responders responders = new HttpResponders(new SystemTime());
    private final OcspAuthority authority = new OcspAuthority("Authority", TestCertificates.OTHER_EC);
    private OcspResponder responder;
    private Path keys;
    private Duration ahead = Duration.ZERO;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        responder = new OcspResponder();
        responder.answering(authority::answer);
        keys = directory.resolve("stapled.p12");
    }

    @AfterEach
    void close() {
        responders.close();
        responder.close();
        System.clearProperty(OF_JVM);
        System.clearProperty(OF_CLIENT);
    }

    static Stream<Arguments> kinds() {
        return Stream.of("TLSv1.2", "TLSv1.3").flatMap(version -> Stream.of(TestCertificates.RSA, TestCertificates.EC)
                .flatMap(own -> Stream.of(TestCertificates.OTHER_RSA, TestCertificates.OTHER_EC)
                        .map(issuer -> Arguments.of(version, own, issuer))));
    }

    /** They believe in the authority, ask for nothing themselves, and would refuse a certificate that nothing is said of. */
    @ParameterizedTest
    @MethodSource("kinds")
    void clientsThatCheckBelieveWhatIsStapled(String version, KeyPair own, KeyPair issuers) throws Exception {
        OcspAuthority issuer = new OcspAuthority("Issuer", issuers);
        responder.answering(issuer::answer);
        TestKeyStore.pkcs12()
                .key(
                        "mx",
                        own,
                        issuer.issued(own, "mail.example.org", responder.uri()).build(),
                        issuer.certificate())
                .write(keys);
        TlsOffers offers = offers("*=mx");
        try (TestServer server = serving(offers)) {
            assertThat(responses(server, version)).isEmpty();
            offers.askResponder(responders);
            responder.close();

            SSLSession session = checkedBy(issuer, server, version);

            assertThat(session.getProtocol()).isEqualTo(version);
            assertThat(responder.answers()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientsThatDoNotAskGetNothing(String version) throws Exception {
        bind("mx", TestCertificates.EC, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        try (TestServer server = serving(offers)) {
            assertThat(responses(server, version)).hasSize(1);
            System.setProperty(OF_CLIENT, "false");

            assertThat(responses(server, version)).isEmpty();
        }
    }

    @Test
    void eachAddressStaplesWhatItsOwnAuthoritySays() throws Exception {
        OcspAuthority other = new OcspAuthority("Other", TestCertificates.OTHER_RSA);
        try (OcspResponder ofOther = new OcspResponder()) {
            ofOther.answering(other::answer);
            TestKeyStore.pkcs12()
                    .key("mx", TestCertificates.EC, issued(TestCertificates.EC), authority.certificate())
                    .key(
                            "shop",
                            TestCertificates.RSA,
                            other.issued(TestCertificates.RSA, "mail.example.org", ofOther.uri())
                                    .build(),
                            other.certificate())
                    .write(keys);
            TlsOffers offers = offers("127.0.0.1=mx,127.0.0.2=shop");
            offers.askResponder(responders);
            offers.askResponder(responders);
            offers.askResponder(responders);

            try (TestServer first = serving(offers);
                    TestServer second = new TestServer(directory)
                            .on("127.0.0.2")
                            .offering(offers)
                            .start()) {
                checkedBy(authority, first, "TLSv1.3");
                checkedBy(other, second, "TLSv1.2");
            }
            assertThat(responder.answers()).isEqualTo(1);
            assertThat(ofOther.answers()).isEqualTo(1);
        }
    }

    /** The answer about the old one would be of no use to its clients. */
    @Test
    void aRenewedCertificateGetsItsOwn() throws Exception {
        bind("mx", TestCertificates.EC, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        try (TestServer server = serving(offers)) {
            byte[] first = responses(server, "TLSv1.3").get(0);
            bind("mx", TestCertificates.EC, authority);
            offers.reload();
            assertThat(responses(server, "TLSv1.3")).isEmpty();

            offers.askResponder(responders);

            assertThat(responses(server, "TLSv1.3").get(0)).isNotEqualTo(first);
            checkedBy(authority, server, "TLSv1.3");
        }
    }

    /** And it is asked about no more often than about one. */
    @Test
    void whatIsReadAgainKeepsIt() throws Exception {
        bind("mx", TestCertificates.EC, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        offers.reload();
        offers.askResponder(responders);

        assertThat(responder.answers()).isEqualTo(1);
        assertThat(state(offers)).isEqualTo(State.STAPLED);
    }

    /** With other authorities of clients the certificate is proved again, and what was said of it is as true as before. */
    @Test
    void whatIsProvedAgainKeepsItToo() throws Exception {
        bind("mx", TestCertificates.EC, authority);
        Path trusted = directory.resolve("trusted.p12");
        TestKeyStore.pkcs12().trusted("first", authority.certificate()).write(trusted);
        TlsOffers offers = TestOffers.staplingAndAskingClients("*=mx", keys, trusted, clock);
        offers.refresh();
        offers.askResponder(responders);
        Finding before = offer(offers).findings().get(0);
        TestKeyStore.pkcs12()
                .trusted("second", TestCertificates.certificate(TestCertificates.RSA, "Second"))
                .write(trusted);
        offers.reload();

        assertThat(state(offers)).isEqualTo(State.STAPLED);
        assertThat(offer(offers).findings().get(0).certificate()).isNotEqualTo(before.certificate());
        assertThat(responder.answers()).isEqualTo(1);
    }

    @Test
    void anAnswerThatHasEndedIsNotStapled() throws Exception {
        bind("mx", TestCertificates.EC, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        try (TestServer server = serving(offers)) {
            assertThat(responses(server, "TLSv1.3")).hasSize(1);

            pass(Duration.ofHours(1));

            assertThat(responses(server, "TLSv1.3")).isEmpty();
        }
    }

    @Test
    void aRevokedCertificateIsServedWithoutAndSaid() throws Exception {
        bind("mx", TestCertificates.EC, authority);
        authority.saying(new RevokedStatus(Date.from(Instant.now()), 1));
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        try (TestServer server = serving(offers)) {
            assertThat(responses(server, "TLSv1.3")).isEmpty();
        }
        assertThat(state(offers)).isEqualTo(State.REVOKED);
        assertThat(offer(offers).warnings()).anySatisfy(warning -> assertThat(warning)
                .startsWith("The certificate mx (CN=mail.example.org) is revoked"));
    }

    /** The switch of the JVM is for its own TLS: with ours BoringSSL serves, and staples what we have fetched. */
    @Test
    void inAJvmThatStaplesTheAdapterDoesSoItself() throws Exception {
        System.setProperty(OF_JVM, "true");
        bind("mx", TestCertificates.EC, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        responder.close();

        assertThat(offer(offers).reason()).endsWith("BoringSSL serves it.");
        try (TestServer server = serving(offers)) {
            checkedBy(authority, server, "TLSv1.2");
            checkedBy(authority, server, "TLSv1.3");
        }
        assertThat(responder.answers()).isEqualTo(1);
    }

    @Test
    void saysWhyItIsNotStapledByTheTlsOfTheJdk() {
        bind("mx", TestCertificates.ED25519, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);

        assertThat(responder.answers()).isZero();
        assertThat(state(offers)).isEqualTo(State.IMPOSSIBLE);
        assertThat(offer(offers).findings().get(0).stapling().sentence())
                .startsWith("No OCSP response is stapled: the JDK's TLS serves it");
    }

    @Test
    void saysThatTheTlsOfTheJdkStaplesByItselfWhereTheJvmDoes() {
        System.setProperty(OF_JVM, "true");
        bind("mx", TestCertificates.ED25519, authority);
        TlsOffers offers = offers("*=mx");

        assertThat(state(offers)).isEqualTo(State.BY_THE_JVM);
        assertThat(offer(offers).findings().get(0).stapling().sentence())
                .isEqualTo("The JDK's TLS serves it, and staples what it fetches itself"
                        + " (jdk.tls.server.enableStatusRequestExtension).");
    }

    @Test
    void aDemandThatCannotBeMetIsAWarning() throws Exception {
        X509Certificate demanding = authority
                .issued(TestCertificates.EC, "mail.example.org", responder.uri())
                .mustStaple()
                .build();
        TestKeyStore.pkcs12()
                .key("mx", TestCertificates.EC, demanding, authority.certificate())
                .write(keys);
        TlsOffers offers = offers("*=mx");
        assertThat(offer(offers).warnings()).noneMatch(warning -> warning.contains("must-staple"));
        responder.answering(question -> "no".getBytes(StandardCharsets.US_ASCII));
        offers.askResponder(responders);
        nextSecond();
        assertThat(offer(offers).warnings()).anySatisfy(warning -> assertThat(warning)
                .contains("must-staple", "what it sends is no OCSP response"));

        responder.answering(authority::answer);
        pass(Duration.ofMinutes(2));
        offers.askResponder(responders);

        nextSecond();
        assertThat(offer(offers).warnings()).noneMatch(warning -> warning.contains("must-staple"));
    }

    /** Nobody waits for it but the thread that asks. */
    @Test
    void whileAResponderHangsAddressesOpenAndClientsAreServed() throws Exception {
        responder.hang();
        bind("mx", TestCertificates.EC, authority);
        TlsOffers offers = offers("*=mx");
        ExecutorService asking = Executors.newSingleThreadExecutor();
        asking.execute(() -> offers.askResponder(responders));
        try (TestServer server = serving(offers)) {
            await().until(() -> responder.waiting() == 1);

            assertThat(responses(server, "TLSv1.3")).isEmpty();
        } finally {
            responders.close();
            asking.shutdown();
        }
        assertThat(asking.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void openSslBelievesIt() throws Exception {
        assumeThat(Path.of(OPENSSL)).exists();
        bind("mx", TestCertificates.RSA, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        try (TestServer server = serving(offers)) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                assertThat(openSsl(server, version)).contains("OCSP Response Status: successful", "Cert Status: good");
            }
        }
    }

    /** What clients do not take would end TLS for all that ask: they are sent none then, as if the responder had failed. */
    @ParameterizedTest
    @CsvSource({"15500, true", "16000, false", "18000, false", "60000, false"})
    void aResponseThatIsTooLargeIsNotStapled(int octets, boolean stapled) throws Exception {
        authority.padded(octets);
        bind("mx", TestCertificates.RSA, authority);
        TlsOffers offers = offers("*=mx");
        offers.askResponder(responders);
        try (TestServer server = serving(offers)) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                assertThat(responses(server, version)).hasSize(stapled ? 1 : 0);
                if (Files.exists(Path.of(OPENSSL))) {
                    String option = "-"
                            + version.toLowerCase(Locale.ROOT).replace("v", "").replace('.', '_');
                    assertThat(openSsl(server, option))
                            .contains("New, TLSv1", stapled ? "Cert Status: good" : "OCSP response: no response sent");
                }
            }
        }
        assertThat(state(offers)).isEqualTo(stapled ? State.STAPLED : State.FAILING);
    }

    private static String openSsl(TestServer server, String version) throws IOException {
        Process openssl = new ProcessBuilder(
                        OPENSSL,
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + server.port(),
                        "-starttls",
                        "smtp",
                        "-status",
                        version)
                .redirectErrorStream(true)
                .start();
        openssl.getOutputStream().close();
        try (InputStream out = openssl.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void bind(String alias, KeyPair own, OcspAuthority issuer) {
        TestKeyStore.pkcs12().key(alias, own, issued(own), issuer.certificate()).write(keys);
    }

    private X509Certificate issued(KeyPair own) {
        return authority.issued(own, "mail.example.org", responder.uri()).build();
    }

    private TlsOffers offers(String bindings) {
        TlsOffers offers = TestOffers.stapling(bindings, keys, clock);
        offers.refresh();
        return offers;
    }

    private TestServer serving(TlsOffers offers) throws IOException {
        return new TestServer(directory).offering(offers).start();
    }

    /** An offer is made once a second. */
    private void nextSecond() {
        pass(Duration.ofSeconds(1));
    }

    private void pass(Duration duration) {
        ahead = ahead.plus(duration);
        clock.jump(ahead);
    }

    private static TlsOffer offer(TlsOffers offers) {
        return offers.offerFor(new LocalAddress(Ip.of("127.0.0.1"), 25));
    }

    private State state(TlsOffers offers) {
        nextSecond();
        Finding finding = offer(offers).findings().get(0);
        return finding.stapling().state();
    }

    private static List<byte[]> responses(TestServer server, String version) throws Exception {
        try (Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            return ((ExtendedSSLSession) peer.handshake(new TestClient().version(version)))
                    .getStatusResponses().stream()
                            .filter(response -> response.length > 0)
                            .toList();
        }
    }

    /** By a client that wants to know of the server's own certificate, and takes no for an answer. */
    private static SSLSession checkedBy(OcspAuthority authority, TestServer server, String version) throws Exception {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("root", authority.certificate());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, new X509CertSelector());
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(
                EnumSet.of(PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.addCertPathChecker(checker);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(new CertPathTrustManagerParameters(parameters));
        try (Peer peer = server.greeted()) {
            peer.ask("STARTTLS");
            return peer.handshake(new TestClient().version(version).trusting(trust.getTrustManagers()));
        }
    }
}
