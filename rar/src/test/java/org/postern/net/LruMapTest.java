package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LruMapTest {
    private final LruMap<String, String> map = new LruMap<>(2);

    @Test
    void whenItIsFullWhatWasAskedForLongestAgoGoes() {
        map.get("a", () -> "1");
        map.get("b", () -> "2");
        map.get("a", () -> "never made");
        map.get("c", () -> "3");

        assertThat(map.entries().map(Map.Entry::getValue)).containsExactly("1", "3");
    }
}
