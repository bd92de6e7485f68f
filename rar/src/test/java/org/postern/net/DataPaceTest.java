package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataPaceTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void atTheWantedPaceTheTimeDoesNotShrink() {
        DataPace pace = new DataPace(LONGEST, 100, 0);

        for (int i = 1; i <= 100; i++) {
            assertThat(pace.after(100, i * SECOND)).isEqualTo(LONGEST);
        }
    }

    @Test
    void atHalfThePaceItShrinksByHalfOfTheTimeThatPasses() {
        DataPace pace = new DataPace(LONGEST, 100, 0);
        for (int i = 1; i < 10; i++) {
            pace.after(50, i * SECOND);
        }

        assertThat(pace.after(50, 10 * SECOND)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pace.after(0, 60 * SECOND)).isZero();
    }

    @Test
    void muchAtOnceBuysNoMoreThanTheLongestTime() {
        DataPace pace = new DataPace(LONGEST, 1, 0);

        assertThat(pace.after(Integer.MAX_VALUE, SECOND)).isEqualTo(LONGEST);
        assertThat(pace.after(0, 2 * SECOND)).isEqualTo(Duration.ofSeconds(9));
    }

    /** A disk, say: neither may the peer lose time by it nor get its time back. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 10, 11, 1_000})
    void theTimeThatOthersTakeDoesNotCount(long seconds) {
        DataPace pace = new DataPace(LONGEST, 100, 0);
        pace.after(100, 4 * SECOND);

        assertThat(pace.resumed((4 + seconds) * SECOND)).isEqualTo(Duration.ofSeconds(7));
        assertThat(pace.after(100, (6 + seconds) * SECOND)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void withoutAPaceEachOctetBuysTheLongestTime() {
        DataPace pace = new DataPace(LONGEST, 0, 0);

        assertThat(pace.after(1, 9 * SECOND)).isEqualTo(LONGEST);
        assertThat(pace.after(1, 18 * SECOND)).isEqualTo(LONGEST);
    }
}
