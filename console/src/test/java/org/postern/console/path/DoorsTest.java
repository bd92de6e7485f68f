package org.postern.console.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a look may go. */
class DoorsTest {
    private final Doors doors = new Doors(Set.of(ip("127.0.0.1"), ip("10.0.0.1")), Set.of(2525));

    @Test
    void itsOwnAddressesAreLookedAtWhereAnAdapterListensAndAtThePortsForMail() {
        assertThat(doors.refusal(ip("10.0.0.1"), 2525)).isEmpty();
        assertThat(doors.refusal(ip("127.0.0.1"), 25)).isEmpty();
        assertThat(doors.refusal(ip("127.0.0.1"), 22)).isPresent();
    }

    @Test
    void othersAreLookedAtInPublicAndAtThePortsForMailAlone() {
        assertThat(doors.refusal(ip("203.0.113.25"), 25)).isEmpty();
        assertThat(doors.refusal(ip("2a00::25"), 587)).isEmpty();
        assertThat(doors.refusal(ip("203.0.113.25"), 2525)).isPresent();
        assertThat(doors.refusal(ip("203.0.113.25"), 443)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.2",
                "100.64.0.1",
                "127.0.0.2",
                "169.254.169.254",
                "172.16.0.1",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "ff02::1",
                "::ffff:10.0.0.2",
                "64:ff9b::a00:2",
                "2002:a00:2::1",
                "2001:0:a00:2::1"
            })
    void theNetworkBehindTheServerIsNotLookedAt(String address) {
        assertThat(doors.refusal(ip(address), 25)).isPresent();
    }

    private static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
