package org.postern.console.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is ready to be pasted. */
class PublicationTest {
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBvzCCAWSgAwIBAgIUaXy8me0aKbsbiLmGY2WVypY+1/cwCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwObXguZXhhbXBsZS5jb20wHhcNMjYxMTI5MDk1NDQ5WhcNMzYx
            MTI2MDk1NDQ5WjAZMRcwFQYDVQQDDA5teC5leGFtcGxlLmNvbTBZMBMGByqGSM49
            AgEGCCqGSM49AwEHA0IABJ3VyYKwynZygD3P1e0H8SO3n9et/yEs9muCFsvD5fB/
            6G/DldSxqXiorSQ90bi8jcsAlktcsQ9ypaNMTFOLKAOjgYkwgYYwHQYDVR0OBBYE
            FJPp2m3Vu6APg/6+0CRy6KHUIhj9MB8GA1UdIwQYMBaAFJPp2m3Vu6APg/6+0CRy
            6KHUIhj9MA8GA1UdEwEB/wQFMAMBAf8wMwYDVR0RBCwwKoIObXguZXhhbXBsZS5j
            b22CEioubWFpbC5leGFtcGxlLmNvbYcEwAACATAKBggqhkjOPQQDAgNJADBGAiEA
            /Ijx8jhwGal2YmMbU8qpAio05+IZ06eSNBD2deCiCX8CIQC4t1FzGjQ2Ym0Qvbn7
            3ofKtTCxyEc3RgmL5qf6fd0GEQ==
            -----END CERTIFICATE-----
            """;

    /** {@code openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | openssl dgst -sha256} */
    private static final String ITS_KEY = "d7d4747bd46c0afb24a2d62c7438b3cd66f869c4d00a1b62a62812d324bfc6c8";

    /** {@code openssl x509 -outform DER | openssl dgst -sha256} */
    private static final String ITS_FINGERPRINT = "b5d483342b867de3c1188d706bf41000cc29b89ec2d132c8a5f6c73742ead679";

    private static final String KEY = "ab".repeat(32);
    private static final Instant NOW = Instant.parse("2026-11-29T10:15:00Z");

    @Test
    void aKeyHasTheFingerprintThatOpensslComputes() throws Exception {
        Shown shown = shown();

        assertThat(NextCertificate.of(PEM).keyFingerprint()).isEqualTo(ITS_KEY);
        assertThat(shown.fingerprint()).isEqualTo(ITS_FINGERPRINT);
    }

    @Test
    void allRecordsOfADomainAreReady() {
        MailDomain domain = new MailDomain("example.com", List.of("mx.example.com", "mx2.example.com"));

        JsonObject ready = Publication.of(domain, Map.of("mx.example.com", Set.of(ITS_KEY)), Optional.empty(), NOW);

        assertThat(ready.getJsonArray("tlsa")).hasSize(1);
        assertThat(ready.getJsonArray("tlsa").getString(0))
                .isEqualTo("_25._tcp.mx.example.com. IN TLSA 3 1 1 " + ITS_KEY);
        assertThat(ready.getString("policyLine"))
                .isEqualTo("_mta-sts.example.com. IN TXT \"v=STSv1; id=20261129101500\"");
        assertThat(ready.getString("reportLine"))
                .isEqualTo("_smtp._tls.example.com. IN TXT \"v=TLSRPTv1; rua=mailto:tls-reports@example.com\"");
        assertThat(ready.getString("policyFile")).isEqualTo("""
                version: STSv1
                mode: testing
                mx: mx.example.com
                mx: mx2.example.com
                max_age: 86400
                """);
    }

    @Test
    void theNextKeyStandsBesideTheOneThatIsServed() {
        JsonObject ready = withNext("mx.example.com", Map.of("mx.example.com", Set.of(KEY)));

        assertThat(ready.getJsonArray("tlsa").getValuesAs(JsonString::getString))
                .containsExactly(
                        "_25._tcp.mx.example.com. IN TLSA 3 1 1 " + KEY,
                        "_25._tcp.mx.example.com. IN TLSA 3 1 1 " + ITS_KEY);
        assertThat(ready.getJsonArray("tlsaNotes")).isEmpty();
    }

    /** Senders of a signed zone would take no key but the next one (RFC 7672, section 2.2). */
    @Test
    void theNextKeyAloneIsNeverPublished() {
        JsonObject ready = withNext("a.mail.example.com", Map.of());

        assertThat(ready.getJsonArray("tlsa")).isEmpty();
        assertThat(ready.getJsonArray("tlsaNotes").getString(0))
                .contains(
                        "No certificate that is bound here is usable and for a.mail.example.com",
                        "none of the next key");
    }

    @Test
    void theNextKeyIsNotPublishedForAHostThatItsCertificateDoesNotName() {
        JsonObject ready = withNext("mx2.example.com", Map.of("mx2.example.com", Set.of(KEY)));

        assertThat(ready.getJsonArray("tlsa").getValuesAs(JsonString::getString))
                .containsExactly("_25._tcp.mx2.example.com. IN TLSA 3 1 1 " + KEY);
        assertThat(ready.getJsonArray("tlsaNotes").getString(0))
                .startsWith("The next certificate is not for mx2.example.com");
    }

    /** What is pasted is what senders read. */
    @Test
    void thePolicyThatIsReadyIsOneThatSendersTake() {
        MailDomain domain = new MailDomain("example.com", List.of("mx.example.com"));
        PolicyFile file = PolicyFile.of(domain.policyFile());

        assertThat(file.fault()).isEmpty();
        assertThat(file.allows("mx.example.com")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.com, true",
        "MX.Example.COM., true",
        "a.mail.example.com, true",
        "a.b.mail.example.com, false",
        "mail.example.com, false",
        "192.0.2.1, true",
        "192.0.2.2, false",
        "com, false"
    })
    void aWildcardStandsForOneLabel(String host, boolean isFor) throws Exception {
        assertThat(shown().isFor(host)).isEqualTo(isFor);
    }

    @Test
    void aCertificateIsForAllOfItsNamesAndSomeAreShown() throws Exception {
        String[] names =
                IntStream.range(0, 120).mapToObj(i -> "h" + i + ".example.com").toArray(String[]::new);

        Shown shown = new Shown(TestIdentity.of(names).certificate());

        assertThat(shown.isFor("h119.example.com")).isTrue();
        assertThat(shown.names()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example",
                "a b.example.com",
                "x\".example.com",
                "x.example.com\nevil",
                "-.example.com",
                "a..com"
            })
    void onlyNamesStandInWhatIsPasted(String name) {
        assertThatThrownBy(() -> MailDomain.name(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"})
    void whatIsNoCertificateIsRefused(String pem) {
        assertThatThrownBy(() -> NextCertificate.of(pem)).isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonObject withNext(String host, Map<String, Set<String>> served) {
        MailDomain domain = new MailDomain("example.com", List.of(host));
        return Publication.of(domain, served, Optional.of(NextCertificate.of(PEM)), NOW);
    }

    private static Shown shown() throws Exception {
        return new Shown((X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII))));
    }
}
