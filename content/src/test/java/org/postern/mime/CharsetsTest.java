package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {
    /** Lines of a label, octets, and their text: as WHATWG, IANA, and mail programs name charsets. */
    static Stream<Arguments> labels() throws IOException {
        try (InputStream in = Objects.requireNonNull(CharsetsTest.class.getResourceAsStream("charsets.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split(" ", 3)));
        }
    }

    @ParameterizedTest
    @MethodSource("labels")
    void aTextIsReadWhateverItsCharsetIsCalled(String label, String octets, String text) {
        assertThat(TextDecoder.decode(HexFormat.of().parseHex(octets), Optional.of(label)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2x", "iso-8859", "cp99999", "dos-1", "koi", ""})
    void aNameThatOnlyBeginsLikeAShortOneOrHasAnotherNumberIsNone(String label) {
        boolean named = label.equals("koi") || label.equals("iso-8859");

        assertThat(Charsets.find(label).isPresent()).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource({"iso-8859-2-windows-latin-2, ISO-8859-2", "utf-8x, UTF-8", "iso-8859-1foo, windows-1252"})
    void oneThatBeginsLikeALongOneIsReadAsItButIsNotKnown(String label, String charset) {
        assertThat(Charsets.find(label).orElseThrow().name()).isEqualTo(charset);
        assertThat(Charsets.isKnown(label)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"eucgb2312_cn, GB18030", "EUCGB2312_CN, GB18030", "big5_tw, Big5-HKSCS"})
    void whatPythonCallsACharsetIsKnown(String label, String charset) {
        assertThat(Charsets.find(label).orElseThrow().name()).isEqualTo(charset);
    }

    @ParameterizedTest
    @CsvSource({
        "=?eucgb2312_cn?b?UmU6IMfruPjO0sG9uPay6Lr4oaPQu9C7?=, Re: \u8bf7\u7ed9\u6211\u4e24\u4e2a\u8336\u58f6\u3002\u8c22\u8c22",
        "=?big5_tw?b?vdC1uafaqOKt06/5s/2hQ8HCwcI=?=, \u8acb\u7d66\u6211\u5169\u500b\u8336\u58fa\u3002\u8b1d\u8b1d"
    })
    void soIsWhatItWritesIntoASubject(String encoded, String text) {
        assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
    }
}
