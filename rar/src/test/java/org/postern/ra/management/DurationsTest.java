package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    private final Durations durations = new Durations();

    @ParameterizedTest
    @CsvSource({
        "0, 0.001",
        "1, 0.001",
        "2, 0.005",
        "5, 0.005",
        "50, 0.05",
        "51, 0.1",
        "999, 1",
        "1000, 1",
        "1001, 5",
        "600000, 600",
        "600001, +Inf"
    })
    void aDurationCountsInTheFirstBucketThatHoldsItAndInAllLargerOnes(long millis, String first) {
        durations.add(Duration.ofMillis(millis));

        List<String> holding = durations.statistics().getBuckets().entrySet().stream()
                .filter(bucket -> bucket.getValue() == 1)
                .map(bucket -> bucket.getKey())
                .toList();
        List<String> all = List.copyOf(durations.statistics().getBuckets().keySet());
        assertThat(holding).isEqualTo(all.subList(all.indexOf(first), all.size()));
    }

    @Test
    void countSumAndMaximumAreThoseOfAll() {
        durations.add(Duration.ofMillis(250));
        durations.add(Duration.ofSeconds(2));
        durations.add(Duration.ofMillis(750));

        DurationStatistics statistics = durations.statistics();
        assertThat(statistics.getCount()).isEqualTo(3);
        assertThat(statistics.getSumSeconds()).isEqualTo(3.0);
        assertThat(statistics.getMaxSeconds()).isEqualTo(2.0);
        assertThat(statistics.getBuckets())
                .containsEntry("0.5", 1L)
                .containsEntry("1", 2L)
                .containsEntry("5", 3L);
    }

    @Test
    void nothingMeasuredIsZero() {
        DurationStatistics statistics = durations.statistics();

        assertThat(statistics.getCount()).isZero();
        assertThat(statistics.getSumSeconds()).isZero();
        assertThat(statistics.getMaxSeconds()).isZero();
        assertThat(statistics.getBuckets()).hasSize(12);
    }

    @Test
    void nothingIsLostWhenManyMeasureAtOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            Duration duration = Duration.ofMillis(i * 100L);
            threads.add(new Thread(() -> {
                for (int n = 0; n < 1_000; n++) {
                    durations.add(duration);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(durations.statistics().getCount()).isEqualTo(8_000);
        assertThat(durations.statistics().getSumSeconds()).isEqualTo(3_600.0);
        assertThat(durations.statistics().getMaxSeconds()).isEqualTo(0.8);
    }
}
