package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderScanTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Received: a@Received: b@@                       | 2
            RECEIVED : a@received:b@                        | 2
            Received: a@ Received: folded@@                 | 1
            X-Received: a@Received-SPF: b@Receive: c@@      | 0
            Subject: Received: a@@                          | 0
            Subject: x@@Received: in the body@              | 0
            @Received: in the body@                         | 0
            no colon@Received: a@@                          | 1
            Received                                        | 0
            a-name-that-is-much-longer: x@Received: a@@     | 1
            """)
    void countsReceivedFieldsOfTheHeaderAlone(String lines, int hops) {
        String octets = lines.replace("@", "\r\n");
        HeaderScan octetByOctet = new HeaderScan();
        for (String octet : octets.split("", -1)) {
            octetByOctet.scan(buffer(octet));
        }

        assertThat(scan(octets).hops()).isEqualTo(hops);
        assertThat(octetByOctet.hops()).isEqualTo(hops);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Date: x@Message-ID: y@@           | []
            date: x@MESSAGE-ID: y@@           | []
            Resent-Date: x@Message-Id: y@@    | [Date]
            Date: x@@Message-ID: y@           | [Message-ID]
            Subject: x@@                      | [Date, Message-ID]
            """)
    void knowsWhichFieldsSubmissionAdds(String lines, String missing) {
        assertThat(scan(lines.replace("@", "\r\n")).missing()).hasToString(missing);
    }

    @Test
    void aBareLineBreakEndsNoLine() {
        assertThat(scan("Subject: x\nReceived: y\rReceived: z\r\n").hops()).isZero();
    }

    private static HeaderScan scan(String octets) {
        HeaderScan scan = new HeaderScan();
        scan.scan(buffer(octets));
        return scan;
    }

    private static ByteBuffer buffer(String octets) {
        return ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
    }
}
