package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;

class CertificateBindingsTest {
    private static final String EVERY_LEVEL =
            "*=any, *:25=port, 192.0.2.1=ip, 192.0.2.1:25=ip-port, [2001:db8::1]=ip6, [2001:db8::1]:25=ip6-port";

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 25, ip-port",
        "192.0.2.1, 587, ip",
        "192.0.2.2, 25, port",
        "192.0.2.2, 587, any",
        "::ffff:192.0.2.1, 25, ip-port",
        "::ffff:192.0.2.1, 587, ip",
        "2001:db8::1, 25, ip6-port",
        "2001:db8::1, 587, ip6",
        "2001:db8::2, 25, port",
        "2001:db8::2, 587, any"
    })
    void findsTheMostParticularBinding(String ip, int port, String alias) {
        assertThat(match(EVERY_LEVEL, ip, port)).contains(alias);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1:25=mx | 192.0.2.1 | 26",
                "192.0.2.1:25=mx | 192.0.2.2 | 25",
                "192.0.2.1=mx | 192.0.2.2 | 25",
                "*:25=mx | 192.0.2.1 | 26",
                "[::1]=mx | 127.0.0.1 | 25"
            })
    void findsNothingWhereNoBindingCoversTheAddress(String bindings, String ip, int port) {
        assertThat(match(bindings, ip, port)).isEmpty();
    }

    @Test
    void takesTheIpOverThePortWhenBothWouldDo() {
        assertThat(match("*:25=port, 192.0.2.1=ip", "192.0.2.1", 25)).contains("ip");
    }

    @Test
    void readsAV4MappedBindingAsIpv4() {
        assertThat(match("[::ffff:192.0.2.1]:25=mx", "192.0.2.1", 25)).contains("mx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1:25=mx | 192.0.2.1:25=mx",
                "192.0.2.1=mx | 192.0.2.1=mx",
                "*:587=submission | *:587=submission",
                "*=default | *=default",
                "[0:0::1]=x | [::1]=x",
                "[2001:DB8::1]:25=x | [2001:db8::1]:25=x",
                "* : 025 = my key | *:25=my key"
            })
    void writesABindingAsAnAdministratorWould(String text, String written) {
        assertThat(parsed(text).all()).singleElement().hasToString(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "*:25=a,*:26=b",
                " *:25=a ,\t*:26=b ",
                "*:25=a,,*:26=b,",
                "*:25=a *:26=b",
                "*:25 = a, *:26 = b",
                "'*:25=a\n*:26=b\n'",
                "'*:25=a\r*:26 = b'",
                "'*:25=a\n*:26 = b'",
                "'*:25=a,\r\n*:26=b'"
            })
    void readsBindingsSeparatedByCommasLineEndsOrBlanks(String text) {
        assertThat(parsed(text)).hasToString("*:25=a, *:26=b");
    }

    @Test
    void takesAV4MappedIpAsIpv4AlsoWhenABindingIsMadeOtherwise() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 192, 0, 2, 1};
        InetAddress ip = Inet6Address.getByAddress(null, mapped, 0);

        assertThat(new CertificateBinding(Optional.of(ip), OptionalInt.empty(), List.of("mx")))
                .hasToString("192.0.2.1=mx");
    }

    @Test
    void holdsNothingWhenTheTextIsBlank() {
        assertThat(parsed(" \n ").all()).isEmpty();
    }

    @Test
    void areEqualWhenTheySayTheSameInAnotherOrder() {
        assertThat(parsed("*=a, [::1]:25=b"))
                .isEqualTo(parsed("[0::1]:25=b *=a"))
                .hasSameHashCodeAs(parsed("[0::1]:25=b *=a"))
                .isNotEqualTo(parsed("*=a, [::1]:25=c"));
    }

    private static Optional<String> match(String bindings, String ip, int port) {
        LocalAddress address = new LocalAddress(IpLiteral.parse(ip).orElseThrow(), port);
        return parsed(bindings).match(address).map(binding -> String.join("|", binding.aliases()));
    }

    private static CertificateBindings parsed(String text) {
        List<String> problems = new ArrayList<>();
        CertificateBindings bindings = CertificateBindings.parse(text, problems::add);
        assertThat(problems).isEmpty();
        return bindings;
    }
}
