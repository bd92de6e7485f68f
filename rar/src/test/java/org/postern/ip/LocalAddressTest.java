package org.postern.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressTest {
    private static final byte[] LINK_LOCAL = {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final byte[] V4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 192, 0, 2, 1
    };

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1:25", "2001:DB8:0:0::1, [2001:db8::1]:25", "::1, [::1]:25"})
    void isWrittenWithItsPortAndIpv6InBrackets(String ip, String written) {
        assertThat(address(ip, 25)).hasToString(written);
    }

    @Test
    void takesV4MappedIpv6AsIpv4() throws Exception {
        // Only this factory keeps such an address apart from IPv4.
        InetAddress mapped = Inet6Address.getByAddress(null, V4_MAPPED, 0);

        assertThat(LocalAddress.of(new InetSocketAddress(mapped, 25))).isEqualTo(address("192.0.2.1", 25));
    }

    @Test
    void dropsTheScopeOfAnIpv6Address() throws Exception {
        InetAddress scoped = Inet6Address.getByAddress(null, LINK_LOCAL, 7);

        assertThat(LocalAddress.of(new InetSocketAddress(scoped, 25)).ip().getHostAddress())
                .doesNotContain("%");
    }

    @Test
    void isEqualToTheSameEndUnderAHostName() throws Exception {
        InetAddress named = InetAddress.getByAddress("mx.example.org", new byte[] {(byte) 192, 0, 2, 1});

        assertThat(new LocalAddress(named, 25)).isEqualTo(address("192.0.2.1", 25));
        assertThat(new LocalAddress(named, 25).ip().toString()).doesNotContain("mx.example.org");
    }

    @Test
    void refusesAnUnresolvedName() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("mx.example.org", 25);

        assertThatIllegalArgumentException().isThrownBy(() -> LocalAddress.of(unresolved));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesWhatIsNoPort(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();

        assertThatIllegalArgumentException().isThrownBy(() -> new LocalAddress(loopback, port));
    }

    private static LocalAddress address(String ip, int port) {
        return new LocalAddress(IpLiteral.parse(ip).orElseThrow(), port);
    }
}
