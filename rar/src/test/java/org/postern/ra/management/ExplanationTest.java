package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.ListenAddress.Scheme;
import org.postern.net.ManualClock;
import org.postern.ra.KeyFile;
import org.postern.ra.config.Property;
import org.postern.tls.TestCertificates;

class ExplanationTest {
    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();

    @Test
    void aUsableCertificateIsExplainedFromTheAddressToTheReply() {
        assertThat(explain(Scheme.SMTP, "*:25=mx, 192.0.2.9=other", "192.0.2.1", 25))
                .startsWith(
                        "smtp://192.0.2.1:25",
                        "binding: there is none for 192.0.2.1:25 (this IP address, this port)",
                        "binding: there is none for 192.0.2.1 (this IP address, any port)",
                        "binding: *:25=mx (any IP address, this port)")
                .anySatisfy(line -> assertThat(line).startsWith("alias mx: USABLE: The certificate mx "))
                .anySatisfy(line -> assertThat(line).startsWith("warning: "))
                .endsWith("So EHLO lists STARTTLS, and STARTTLS is answered 220.");
    }

    @Test
    void withoutABindingAllThatWereTriedAreNamedInTheirOrder() {
        assertThat(explain(Scheme.SMTP, "192.0.2.9=mx", "2001:DB8::1", 587))
                .containsExactly(
                        "smtp://[2001:db8::1]:587",
                        "binding: there is none for [2001:db8::1]:587 (this IP address, this port)",
                        "binding: there is none for [2001:db8::1] (this IP address, any port)",
                        "binding: there is none for *:587 (any IP address, this port)",
                        "binding: there is none for * (any IP address, any port)",
                        "NO_BINDING: No certificate is bound to [2001:db8::1]:587. Add [2001:db8::1]:587=ALIAS,"
                                + " [2001:db8::1]=ALIAS, *:587=ALIAS or *=ALIAS to certificateBindings.",
                        "So EHLO does not list STARTTLS, and STARTTLS is answered 502 and the session goes on in"
                                + " plaintext.");
    }

    @Test
    void eachAliasHasItsVerdict() {
        assertThat(explain(Scheme.SMTP, "*=lost|mx", "192.0.2.1", 25))
                .anySatisfy(line -> assertThat(line).startsWith("alias lost: ALIAS_NOT_FOUND: "))
                .anySatisfy(line -> assertThat(line).startsWith("alias mx: USABLE: "));
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP,  offer,   *=mx,   is answered 220.",
        "SMTP,  require, *=mx,   is answered 220; mail before it is answered 530",
        "SMTP,  never,   *=mx,   'is answered 502, because TLS is switched off,'",
        "SMTP,  offer,   *=lost, is answered 502 and the session goes on",
        "SMTP,  require, *=lost, is greeted with 421",
        "SMTPS, offer,   *=mx,   begin with a TLS handshake",
        "SMTPS, offer,   *=lost, are closed at once"
    })
    void theConclusionSaysWhatClientsSee(Scheme scheme, String tls, String bindings, String conclusion) {
        assertThat(explain(scheme, bindings, "192.0.2.1", 25, Property.TLS, tls))
                .last()
                .asString()
                .startsWith("So ")
                .contains(conclusion);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.org, 25,    '\"mail.example.org\" is not an IP address.'",
        "'',               25,    '\"\" is not an IP address.'",
        "[],               25,    is not an IP address",
        "192.0.2.1,        0,     0 is not a TCP port",
        "192.0.2.1,        65536, 65536 is not a TCP port",
        "192.0.2.1,        -1,    -1 is not a TCP port"
    })
    void whatIsNoAddressIsExplainedToo(String address, int port, String fault) {
        assertThat(explain(Scheme.SMTP, "*=mx", address, port))
                .singleElement()
                .asString()
                .contains(fault)
                .contains("Write one");
    }

    @Test
    void anAddressMayStandInBrackets() {
        assertThat(explain(Scheme.SMTP, "*=mx", " [::1] ", 65_535)).first().isEqualTo("smtp://[::1]:65535");
    }

    private List<String> explain(Scheme scheme, String bindings, String address, int port, Object... settings) {
        KeyFile keys = new KeyFile(directory).with("mx", TestCertificates.EC, clock, 5);
        return List.of(new Explanation(asked -> new Explanation.Rules(scheme, keys.offers(bindings, clock, settings)))
                .of(address, port)
                .split("\n", -1));
    }
}
