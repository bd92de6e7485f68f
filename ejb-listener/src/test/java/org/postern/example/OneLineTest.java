package org.postern.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void whatCouldEndALineIsABlank() {
        assertThat(OneLine.of(" a\r\nb\u0085c\u2028d\u0000e\u001b ", 20)).isEqualTo("a b c d e");
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() {
        assertThat(OneLine.of("ab\ud83d\udce7", 4)).isEqualTo("ab\ud83d\udce7");
        assertThat(OneLine.of("ab\ud83d\udce7", 3)).isEqualTo("ab");
        assertThat(OneLine.of("abc", 2)).isEqualTo("ab");
    }
}
