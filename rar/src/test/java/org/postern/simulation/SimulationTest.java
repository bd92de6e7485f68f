package org.postern.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Stories from seeds: some in each build, new ones for as long as is asked for. */
class SimulationTest {
    private static final String MINUTES = "postern.simulation";
    private static final double IN_THE_BUILD = 0.4;
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
            // In the build the same stories each time, until an hour of new ones was clean.
            String minutes = System.getProperty(MINUTES);
            double wanted = minutes == null ? IN_THE_BUILD : Double.parseDouble(minutes);
            long end = System.nanoTime() + (long) (wanted * 60e9);
            long seed = minutes == null ? 100 : ThreadLocalRandom.current().nextLong(1L << 48);
            while (System.nanoTime() < end && summary.isClean()) {
                summary.add(Run.of(seed++));
            }
        }
        System.out.println(summary);
        assertThat(summary.failure()).isEmpty();
    }
}
