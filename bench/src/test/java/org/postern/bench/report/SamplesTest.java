package org.postern.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static Sample sample(String server, int round, double value) {
        return new Sample(server, "a", round, value, 0, 0);
    }

    @Test
    void theMedianIsTheMiddleOfAnOddNumberInAnyOrder() {
        Random random = new Random(1);
        for (int size = 1; size <= 9; size += 2) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                samples.add(sample("x", i, 10 + i));
            }
            Collections.shuffle(samples, random);

            assertThat(new Samples(samples).median("x", "a")).hasValue(10 + size / 2);
        }
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Samples.median(new double[] {4, 1, 100, 2})).hasValue(3);
    }

    @Test
    void thereIsNoMedianOfNothing() {
        assertThat(new Samples(List.of()).median("x", "a")).isEmpty();
    }

    @Test
    void aRatioIsOfMediansSoThatOneBadRoundSaysNothing() {
        Samples samples = new Samples(List.of(
                sample("x", 0, 20),
                sample("y", 0, 10),
                sample("x", 1, 900),
                sample("y", 1, 11),
                sample("x", 2, 22),
                sample("y", 2, 800)));

        assertThat(samples.ratio("x", "y", "a")).hasValueCloseTo(2.0, within(1e-9));
    }

    @Test
    void thereIsNoRatioToWhatWasNotMeasured() {
        assertThat(new Samples(List.of(sample("x", 0, 1))).ratio("x", "y", "a")).isEmpty();
    }

    @Test
    void aLineOfAFileIsReadAsItWasWritten() {
        Sample written = new Sample("floor-boring", "p99.9", 4, 1234.5678, 3, 0.25);

        assertThat(Sample.read(written.line())).contains(written);
    }

    @Test
    void anotherLineIsNoSample() {
        assertThat(Sample.read("engine,a,zero,1,0,0")).isEmpty();
        assertThat(Sample.read("")).isEmpty();
    }
}
