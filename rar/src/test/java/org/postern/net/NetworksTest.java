package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,          192.0.2.1,       true",
        "192.0.2.1,          192.0.2.2,       false",
        "192.0.2.0/24,       192.0.2.255,     true",
        "192.0.2.0/24,       192.0.3.0,       false",
        "192.0.2.77/24,      192.0.2.1,       true",
        "10.0.0.0/9,         10.127.255.255,  true",
        "10.0.0.0/9,         10.128.0.0,      false",
        "128.0.0.0/1,        255.0.0.1,       true",
        "128.0.0.0/1,        127.0.0.1,       false",
        "0.0.0.0/0,          203.0.113.9,     true",
        "0.0.0.0/0,          ::1,             false",
        "::/0,               203.0.113.9,     false",
        "2001:db8::/33,      2001:db8:7fff::, true",
        "2001:db8::/33,      2001:db8:8000::, false",
        "2001:db8::1/128,    2001:db8::2,     false"
    })
    void aNetworkHasTheAddressesWithItsFirstBits(String network, String ip, boolean contained) {
        assertThat(parse(network).contain(Ip.of(ip))).isEqualTo(contained);
    }

    @Test
    void severalAreSeparatedByCommasBlanksOrBars() {
        assertThat(parse(" 10.0.0.1, ::1/128|192.0.2.0/24\t10.0.0.2 ").all())
                .map(IpNetwork::toString)
                .containsExactly("10.0.0.1/32", "::1/128", "192.0.2.0/24", "10.0.0.2/32");
    }

    @Test
    void eachWordThatIsNoNetworkIsReported() {
        List<String> faults = new ArrayList<>();
        Networks.parse("10.0.0.0/33, ::/129, localhost, 10.0.0.1/, 10.1/8, /8, 10.0.0.1/-1", faults::add);

        assertThat(faults)
                .containsExactly("10.0.0.0/33", "::/129", "localhost", "10.0.0.1/", "10.1/8", "/8", "10.0.0.1/-1");
    }

    private static Networks parse(String text) {
        return Networks.parse(text, word -> {
            throw new AssertionError(word);
        });
    }
}
