package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    /** Java would look them up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.999",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3",
                "127.1",
                "2130706433",
                "0x7f000001",
                "mx.example.com",
                "g::1",
                "x:y",
                ".:",
                "a.example:25",
                "::1%eth0/",
                "[1.2.3.4]",
                "",
                "-"
            })
    void aTextThatIsNoneIsNeverGivenToTheResolver(String text) {
        List<String> asked = new ArrayList<>();

        assertThat(IpLiteral.of(text, given -> {
                    asked.add(given);
                    return InetAddress.getLoopbackAddress();
                }))
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.255", "0.0.0.0", "2001:db8::1", "::", "::ffff:192.0.2.1", "FE80::1"})
    void anAddressIsOne(String text) throws Exception {
        assertThat(IpLiteral.of(text)).contains(InetAddress.getByName(text));
    }

    /** Java says so itself, because of the colon. */
    @ParameterizedTest
    @ValueSource(strings = {"::ffff:1.2.3.999", "1:2", "fade:", "1::2::3", "::1%no-such-interface"})
    void whatLooksLikeOneAndIsNoneIsNone(String text) {
        assertThat(IpLiteral.of(text)).isEmpty();
    }

    @Test
    void spacesAndBracketsAroundItMeanNothing() throws Exception {
        assertThat(IpLiteral.of(" [2001:db8::1] ")).contains(InetAddress.getByName("2001:db8::1"));
    }
}
