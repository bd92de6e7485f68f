package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderSignTest {
    private static final String END = "S: 521 5.7.1 mx.example.org PROXY protocol is not accepted from you, closing"
            + " connection\nN: CLOSE PROXY_NOT_TRUSTED";

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 1.2.3.4 5.6.7.8 9 25\r\n", "PROXY UNKNOWN\r\n", "PROXY\r\n"})
    void versionOneIsRecognisedInTheFirstLine(String line) {
        assertThat(Peer.connected().send(line)).isEqualTo(END);
    }

    @Test
    void versionTwoIsRecognisedByItsSignature() {
        assertThat(Peer.connected().send("\r\n\r\n\0\r\nQUIT\n")).endsWith(END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXYTCP4\r\n", "\r\n\0\r\n", "\r\n\r\n\r\n\0\r\n", "NOOP\r\nPROXY TCP4\r\n", "\0\r\n"})
    void otherLinesAreCommands(String lines) {
        assertThat(Peer.connected().send(lines)).doesNotContain("521").contains("500");
    }
}
