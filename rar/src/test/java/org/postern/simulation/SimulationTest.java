package org.postern.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** New stories each time, for a minute, or as long as is asked for; those that once went wrong, always. */
class SimulationTest {
    private static final String MINUTES = "postern.simulation";
    private static final String SEED = "postern.simulation.seed";

    @Test
    void theSameSeedIsTheSameStory() {
        for (long seed = 1; seed <= 3; seed++) {
            Run.Result first = Run.of(seed);
            Run.Result second = Run.of(seed);
            assertThat(second.story()).isEqualTo(first.story());
            assertThat(second.digest()).isEqualTo(first.digest());
        }
    }

    @Test
    void nothingIsLostAndNothingIsLeftWhateverHappens() {
        Summary summary = new Summary();
        String one = System.getProperty(SEED);
        if (one != null) {
            summary.add(Run.of(Long.parseLong(one)));
        } else {
            long end = System.nanoTime() + (long) (Double.parseDouble(System.getProperty(MINUTES, "1")) * 60e9);
            long seed = ThreadLocalRandom.current().nextLong(1L << 48);
            while (System.nanoTime() < end && summary.isClean()) {
                summary.add(Run.of(seed++));
            }
        }
        System.out.println(summary);
        assertThat(summary.failure()).isEmpty();
    }
}
