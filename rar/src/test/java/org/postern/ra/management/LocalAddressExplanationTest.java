package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.net.Ip;
import org.postern.net.ListenAddress;

/** How a management bean explains another address. */
class LocalAddressExplanationTest extends LocalAddressStatusSetUp {
    @Test
    void itExplainsOtherAddressesToo() throws Exception {
        open("*=ec");

        assertThat(explain(name(), "192.0.2.9", 587)).startsWith("smtp://192.0.2.9:587\n");
    }

    /** Each of the beans of an adapter is asked about each of its addresses, and about one where nobody listens. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 25, smtp://",
        "192.0.2.7, 465, smtps://",
        "192.0.2.1, 26, lmtp://",
        "192.0.2.8, 465, ''",
        "192.0.2.1, 465, ''"
    })
    void whereSomebodyListensItIsExplainedByWhatIsThere(String ip, int port, String expected) throws Exception {
        for (String listen : List.of("SMTP 192.0.2.7 25", "SMTPS 192.0.2.7 465", "LMTP 0.0.0.0 26")) {
            String[] words = listen.split(" ", -1);
            show(
                    new ListenAddress(
                            ListenAddress.Scheme.valueOf(words[0]), Ip.of(words[1]), Integer.parseInt(words[2]), 1),
                    "*=ec");
        }

        for (ObjectName asked : server.queryNames(new ObjectName("org.postern:type=LocalAddress,*"), null)) {
            String own = asked.getKeyProperty("scheme") + "://";
            assertThat(explain(asked, ip, port)).startsWith(expected.isEmpty() ? own : expected);
        }
    }

    private String explain(ObjectName asked, String ip, int port) throws JMException {
        return (String) server.invoke(
                asked, "explain", new Object[] {ip, port}, new String[] {String.class.getName(), int.class.getName()});
    }
}
