package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.resource.spi.InvalidPropertyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;
import org.postern.net.ListenAddress.Scheme;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.ra.config.TlsPolicyReader;
import org.postern.tls.TlsPolicy;
import org.postern.tls.TlsPolicy.ClientCertificates;
import org.postern.tls.TlsPolicy.ExpiredCertificates;
import org.postern.tls.TlsPolicy.Mode;

class TlsPolicyReaderTest {
    @Test
    void withoutAnyValueTlsIsOfferedWhereItIsPossible() {
        TlsPolicy policy = read(Scheme.SMTP, configuration());

        assertThat(policy.mode()).isEqualTo(Mode.OFFER);
        assertThat(policy.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(policy.cipherSuites()).isNotEmpty();
        assertThat(policy.clientCertificates()).isEqualTo(ClientCertificates.NONE);
        assertThat(policy.expiredCertificates()).isEqualTo(ExpiredCertificates.WITHDRAW);
        assertThat(policy.sessionLifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(policy.hostName()).isEqualTo("mail.example.org");
    }

    @Test
    void eachValueIsRead() {
        Configuration configuration = configuration(
                Property.TLS, "REQUIRE",
                Property.TLS_MIN_PROTOCOL, "TLSv1.3",
                Property.TLS_CIPHER_SUITES, "TLS_AES_256_GCM_SHA384",
                Property.CLIENT_CERTIFICATES, "need",
                Property.TRUST_STORE, "file:/trust.p12",
                Property.EXPIRED_CERTIFICATE, "keep",
                Property.TLS_SESSION_SECONDS, "60",
                Property.TLS_PROVIDER, "openssl",
                Property.OCSP_STAPLING, "true");
        TlsPolicy policy = read(Scheme.SMTPS, configuration);

        assertThatNoException().isThrownBy(() -> configuration.failOnProblems(SmtpResourceAdapter.class));
        assertThat(policy)
                .isEqualTo(new TlsPolicy(
                        Mode.REQUIRE,
                        List.of("TLSv1.3"),
                        List.of("TLS_AES_256_GCM_SHA384"),
                        ClientCertificates.NEED,
                        Duration.ofMinutes(1),
                        ExpiredCertificates.KEEP,
                        "mail.example.org",
                        TlsPolicy.Provider.OPENSSL,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP,  TLS,                  always,   'tls=\"always\": write never or offer or require.'",
        "SMTPS, TLS,                  never,    'tls=\"never\": smtps://192.0.2.1:465 is nothing but TLS: write smtp'",
        "SMTP,  TLS_MIN_PROTOCOL,     SSLv3,    'tlsMinProtocol=\"SSLv3\": write TLSv1 or TLSv1.1 or TLSv1.2 or TLSv1.3; RFC'",
        "SMTP,  TLS_MIN_PROTOCOL,     TLSv1.1,  'as in smtp://10.0.0.1:2525?tlsMinProtocol=TLSv1.1'",
        "SMTP,  TLS_MIN_PROTOCOL,     TLSv1,    'tlsMinProtocol=\"TLSv1\": RFC 8996 forbids it. Write TLSv1.2'",
        "SMTP,  TLS_CIPHER_SUITES,    NONSENSE, tlsCipherSuites",
        "SMTP,  TLS_SESSION_SECONDS,  59,       'tlsSessionSeconds=\"59\": write a whole number from 60'",
        "SMTP,  EXPIRED_CERTIFICATE,  serve,    'expiredCertificate=\"serve\": write keep or withdraw.'",
        "SMTP,  CLIENT_CERTIFICATES,  always,   'clientCertificates=\"always\": write need or none or want.'",
        "SMTP,  CLIENT_CERTIFICATES,  want,     'clientCertificates=\"want\": name the authorities of the clients'",
        "SMTP,  CLIENT_CERTIFICATES,  need,     'in trustStore, or write none.'"
    })
    void eachProblemIsNamedWithWhatToDo(Scheme scheme, Property property, String value, String sentence) {
        Configuration configuration = configuration(property, value);
        read(scheme, configuration);

        assertThat(problems(configuration)).hasMessageContaining(sentence);
    }

    /** Old devices have an address of their own, and all others go on as before. */
    @ParameterizedTest
    @CsvSource({"TLSv1.1, TLSv1.3 TLSv1.2 TLSv1.1", "TLSv1, TLSv1.3 TLSv1.2 TLSv1.1 TLSv1"})
    void oldVersionsAreForOneAddress(String oldest, String served) {
        ActivationConfig config =
                Settings.endpoint(Property.LISTEN, "smtp://192.0.2.1:25, smtp://192.0.2.2:25?tlsMinProtocol=" + oldest);

        TlsPolicy modern = config.listen().get(0).tls();
        TlsPolicy old = config.listen().get(1).tls();
        assertThat(modern.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(modern.cipherSuites()).noneMatch(suite -> suite.contains("_CBC_"));
        assertThat(old.protocols()).containsExactly(served.split(" ", -1));
        assertThat(old.cipherSuites()).startsWith(modern.cipherSuites().toArray(String[]::new));
        assertThat(old.cipherSuites()).contains("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
    }

    @Test
    void allProblemsAreFoundAtOnce() {
        Configuration configuration = configuration(
                Property.TLS, "always",
                Property.TLS_MIN_PROTOCOL, "SSLv3",
                Property.EXPIRED_CERTIFICATE, "serve",
                Property.CLIENT_CERTIFICATES, "always");
        read(Scheme.SMTP, configuration);

        assertThat(problems(configuration)).hasMessageStartingWith("The configuration has 4 problems: ");
    }

    @Test
    void whatAnAddressSaysForItselfWinsAndItsProblemsAreCollectedWithTheOthers() {
        Configuration configuration = configuration(Property.TLS, "never", Property.MAX_ERRORS, "many");
        Configuration ofAddress =
                configuration.with(Map.of(Property.TLS, "require", Property.EXPIRED_CERTIFICATE, "serve"));

        assertThat(read(Scheme.SMTP, ofAddress).mode()).isEqualTo(Mode.REQUIRE);
        assertThat(configuration.text(Property.TLS)).isEqualTo("never");
        assertThat(configuration.integer(Property.MAX_ERRORS)).isEqualTo(20);
        assertThat(problems(configuration))
                .hasMessageStartingWith("The configuration has 2 problems: ")
                .hasMessageContaining("expiredCertificate=\"serve\"");
    }

    @Test
    void aChoiceIsReadInAnyCaseAndAWrongOneIsTheDefault() {
        Map<String, Integer> words = Map.of("reject", 1, "accept", 2);

        assertThat(configuration(Property.BARE_LINE_FEED, " Accept ").<Integer>choice(Property.BARE_LINE_FEED, words))
                .isEqualTo(2);
        assertThat(configuration(Property.BARE_LINE_FEED, "keep").<Integer>choice(Property.BARE_LINE_FEED, words))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://192.0.2.1:25?tls=require, true",
        "smtp://192.0.2.1?tls=require, true",
        "smtp://192.0.2.1:25, false",
        "smtp://192.0.2.1:587?tls=require, false",
        "smtps://192.0.2.1:25?tls=require, false"
    })
    void tlsIsRequiredOnThePublicPortWhereTheStandardForbidsIt(String listen, boolean forbidden) {
        assertThat(Settings.endpoint(Property.LISTEN, listen).listen())
                .extracting(ListenConfig::requiresTlsOnPublicPort)
                .containsExactly(forbidden);
    }

    @Test
    void twoAddressesOfOneActivationMayWantDifferentThings() {
        ActivationConfig config =
                Settings.endpoint(Property.LISTEN, "smtp://192.0.2.1:25, smtp://192.0.2.1:587?tls=require");

        assertThat(config.listen()).extracting(listen -> listen.tls().mode()).containsExactly(Mode.OFFER, Mode.REQUIRE);
    }

    private static Configuration configuration(Object... values) {
        return Configuration.ofAdapter(Settings.of(values));
    }

    private static TlsPolicy read(Scheme scheme, Configuration configuration) {
        int port = scheme == Scheme.SMTPS ? 465 : 25;
        return new TlsPolicyReader(configuration, new ListenAddress(scheme, Ip.of("192.0.2.1"), port, 1))
                .read("mail.example.org");
    }

    private static InvalidPropertyException problems(Configuration configuration) {
        return catchThrowableOfType(
                InvalidPropertyException.class, () -> configuration.failOnProblems(SmtpResourceAdapter.class));
    }
}
