package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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

    @Test
    void withoutAPaceEachOctetBuysTheLongestTime() {
        DataPace pace = new DataPace(LONGEST, 0, 0);

        assertThat(pace.after(1, 9 * SECOND)).isEqualTo(LONGEST);
        assertThat(pace.after(1, 18 * SECOND)).isEqualTo(LONGEST);
    }
}
