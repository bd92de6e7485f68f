package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Ids ids = new Ids(1_800_000_000_000L, new SecureRandom());

    @Test
    void idsAreUniqueUnderConcurrency() {
        assertThat(IntStream.range(0, 10_000)
                        .parallel()
                        .mapToObj(i -> ids.next())
                        .distinct())
                .hasSize(10_000);
    }

    @Test
    void idsCanBeNamesOfFilesAndPartsOfHeaders() {
        assertThat(ids.next()).startsWith(ids.prefix() + "-").matches("[a-z0-9]+-[a-z0-9]+");
    }

    /** The API promises 40 characters: this leaves room for the counters of connection and message. */
    @Test
    void idsAreShort() {
        assertThat(ids.prefix()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void adaptersStartedInTheSameMillisecondDiffer() {
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> new Ids(1, new SecureRandom()).prefix())
                        .distinct())
                .hasSizeGreaterThan(1);
    }
}
