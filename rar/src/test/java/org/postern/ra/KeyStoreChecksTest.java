package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postern.net.ManualClock;

class KeyStoreChecksTest {
    private final LogLines log = new LogLines();
    private final ManualClock clock = new ManualClock();
    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean refusing;
    private boolean failing;
    private final KeyStoreChecks checks =
            new KeyStoreChecks(this::take, clock, new Messages(), this::read, () -> done.add("compare"));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void eachTimeTheStoresAreReadAndThenCompared() {
        round();
        round();

        assertThat(done).containsExactly("read", "compare", "read", "compare");
    }

    @Test
    void whileOneReadingGoesOnThereIsNoOtherButDatesAreStillNoticed() {
        checks.begin();
        Runnable hanging = given.remove();
        round();
        round();
        assertThat(done).containsExactly("compare", "compare");

        hanging.run();
        round();
        assertThat(done).containsExactly("compare", "compare", "read", "compare", "read", "compare");
    }

    @Test
    void aReadingThatHangsIsToldOnce() {
        checks.begin();
        clock.pass(KeyStoreChecks.SLOW);
        checks.begin();
        assertThat(log.lines()).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        checks.begin();
        clock.pass(Duration.ofHours(1));
        checks.begin();
        assertThat(log.lines("POSTERN-9007")).singleElement().asString().contains("after 30 s");

        given.forEach(Runnable::run);
        given.clear();
        checks.begin();
        clock.pass(Duration.ofSeconds(31));
        checks.begin();
        assertThat(log.lines("POSTERN-9007")).hasSize(2);
    }

    @Test
    void aFailureIsLoggedAndTheNextTimeComes() {
        failing = true;
        round();
        assertThat(log.lines("POSTERN-9003")).hasSize(1);
        assertThat(done).containsExactly("compare");

        failing = false;
        round();
        assertThat(done).containsExactly("compare", "read", "compare");
    }

    @Test
    void aContainerWithoutThreadsIsAskedAgain() {
        refusing = true;
        checks.begin();
        assertThat(log.lines("POSTERN-9003")).hasSize(1);

        refusing = false;
        round();
        assertThat(done).containsExactly("read", "compare");
    }

    private void round() {
        checks.begin();
        given.remove().run();
    }

    private void take(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("no thread");
        }
        given.add(task);
    }

    private void read() {
        if (failing) {
            throw new IllegalStateException("damaged");
        }
        done.add("read");
    }
}
