package org.postern.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "1::, 1::",
        "2001:DB8::00A1, 2001:db8::a1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:C000:201, 192.0.2.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void readsALiteralAndWritesItAsRfc5952Wants(String text, String canonical) {
        assertThat(IpLiteral.parse(text).map(IpLiteral::format)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "abc",
                "mx.example.org",
                "127.1",
                "127.0.0",
                "127.0.0.1.1",
                "127.0.0.256",
                "010.0.0.1",
                "0x7f.0.0.1",
                "2130706433",
                "127.0.0.1 ",
                "[::1]",
                "::1%1",
                "fe80::1%eth0",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                ".:1",
                "::192.0.2",
                "192.0.2.1:25"
            })
    void readsNothingElse(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
    }

    @Test
    void givesTheIpv4AddressOfAV4MappedLiteral() {
        assertThat(IpLiteral.parse("::ffff:192.0.2.1")).get().isInstanceOf(Inet4Address.class);
    }

    @Test
    void writesNoHostName() throws Exception {
        InetAddress named = InetAddress.getByAddress("mx.example.org", new byte[] {(byte) 192, 0, 2, 1});

        assertThat(IpLiteral.format(named)).isEqualTo("192.0.2.1");
    }
}
