package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 section 4.1.3. */
class AddressLiteralTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0.0.0.0]",
                "[192.0.2.1]",
                "[255.255.255.255]",
                "[127.000.00.01]",
                "[249.199.99.9]",
                "[IPv6:::]",
                "[IPv6:::1]",
                "[IPv6:1::]",
                "[ipv6:2001:DB8::1]",
                "[IPV6:2001:db8:0:0:0:0:0:1]",
                "[IPv6:1:2:3:4:5:6:7:8]",
                "[IPv6:1::3:4:5:6:7]",
                "[IPv6:fe80::1]",
                "[IPv6:::ffff:192.0.2.1]",
                "[IPv6:::192.0.2.1]",
                "[IPv6:1:2:3:4:5:6:192.0.2.1]",
                "[IPv6:64:ff9b::192.0.2.1]"
            })
    void isAnIpv4AddressOrATaggedIpv6Address(String text) {
        assertThat(AddressLiteral.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[",
                "192.0.2.1",
                "[192.0.2.1",
                "192.0.2.1]",
                "[192.0.2]",
                "[192.0.2.]",
                "[192.0.2.1.]",
                "[.192.0.2.1]",
                "[192.0.2.1.1]",
                "[192.0.2.256]",
                "[192.0.2.300]",
                "[192.0.2.1000]",
                "[192.0.2.-1]",
                "[192.0.2.a]",
                "[192.0.2.1 ]",
                "[ 192.0.2.1]",
                "[192..2.1]",
                "[::1]",
                "[2001:db8::1]",
                "[IPv6:]",
                "[IPv6:1]",
                "[IPv6::]",
                "[IPv6::::]",
                "[IPv6:1::2::3]",
                "[IPv6:1:2:3:4:5:6:7]",
                "[IPv6:1:2:3:4:5:6:7:8:9]",
                "[IPv6:1:2:3:4::5:6:7:8]",
                "[IPv6:1:2:3:4:5:6:7:192.0.2.1]",
                "[IPv6:192.0.2.1]",
                "[IPv6:192.0.2.1::]",
                "[IPv6:::192.0.2.256]",
                "[IPv6:::192.0.2.1:1]",
                "[IPv6:12345::]",
                "[IPv6:g::]",
                "[IPv6::1:2:3:4:5:6:7]",
                "[IPv6:1:2:3:4:5:6:7:]",
                "[IPv6:fe80::1%eth0]",
                "[IPv6: ::1]",
                "[fe80::1]",
                "[1:2]",
                "[tag:content]",
                "[localhost]"
            })
    void isNothingElse(String text) {
        assertThat(AddressLiteral.isValid(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "[0:0:0:0:0:0:0:1]",
                "[2001:db8::1]",
                "[::]",
                "[::ffff:192.0.2.1]",
                "[fe80::1%eth0]",
                "[fe80:0:0:0:0:0:0:1%2]",
                "[IPv6:fe80::1%br-lan.1]"
            })
    void lenientlyIsAlsoAnIpv6AddressAsMachinesWriteTheirOwn(String text) {
        assertThat(AddressLiteral.isLenient(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[",
                "]",
                "2001:db8::1",
                "[2001:db8::1",
                "[192.0.2.1%eth0]",
                "[fe80::1%]",
                "[fe80::1%a b]",
                "[fe80::1%a%b]",
                "[%eth0]",
                "[fe80::1]%eth0",
                "[IPv6:IPv6:::1]",
                "[IPv6:]",
                "[[::1]]",
                "[::1]]",
                "[1:2]",
                "[::1]:25",
                "[tag:content]",
                "[localhost]"
            })
    void isNothingElseLenientlyEither(String text) {
        assertThat(AddressLiteral.isLenient(text)).isFalse();
    }
}
