package org.postern.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Comparison of(Double... ratios) {
        return new Comparison("a", List.of(ratios));
    }

    @Test
    void roundsAreComparedOneByOne() {
        List<Sample> samples = new ArrayList<>();
        double[] mine = {10, 30, 24};
        double[] base = {20, 20, 20};
        for (int round = 0; round < mine.length; round++) {
            samples.add(new Sample("mine", "a", round, mine[round], 0, 0));
            samples.add(new Sample("base", "a", round, base[round], 0, 0));
        }

        Comparison comparison = Comparison.of(new Samples(samples), "a", "mine", "base");

        assertThat(comparison.ratios()).containsExactly(0.5, 1.5, 1.2);
        assertThat(comparison.median()).isEqualTo(1.2);
    }

    @Test
    void whatCostsMoreInEachRoundIsWorse() {
        assertThat(of(1.2, 1.15, 1.3, 1.11, 1.25).isWorse(1.1)).isTrue();
    }

    @Test
    void oneGoodRoundDoesNotHideIt() {
        assertThat(of(1.2, 1.15, 1.3, 0.7, 1.25).isWorse(1.1)).isTrue();
    }

    @Test
    void whatIsSometimesCheaperIsNoise() {
        assertThat(of(1.2, 0.9, 1.3, 0.7, 1.25).isWorse(1.1)).isFalse();
    }

    @Test
    void aLittleMoreIsAllowed() {
        assertThat(of(1.05, 1.09, 1.3, 1.01, 1.1).isWorse(1.1)).isFalse();
    }

    @Test
    void theLineSaysHowFarRoundsLieApart() {
        assertThat(of(1.2, 1.15, 1.3, 1.11, 1.25).line(1.1))
                .isEqualTo("a    1.200 x  [1.110 to 1.300] in 5 rounds: WORSE");
    }
}
