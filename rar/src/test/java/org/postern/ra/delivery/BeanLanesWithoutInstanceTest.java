package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions and messages for a bean without a free instance. */
class BeanLanesWithoutInstanceTest extends BeanLanesSetUp {
    /** A full pool at RCPT is no reason to send the sender away: in a moment there is an instance. */
    @Test
    void aQuestionThatFindsNoInstanceWaitsForOne() {
        full();
        question("q-1");
        runAll();
        assertThat(replies).isEmpty();
        assertThat(lanes.waiting(activation, work -> true)).isOne();

        bean.creating(() -> {});
        time.pass(Duration.ofSeconds(QUESTION_SECONDS));
        lanes.settle();
        runAll();

        assertThat(replies).containsExactly("q-1 ok");
        assertThat(lanes.beans()).isZero();
    }

    @Test
    void aQuestionThatFindsNoInstanceInTimeIsRefusedForNow() {
        full();
        question("q-1");
        runAll();

        time.pass(Duration.ofSeconds(QUESTION_SECONDS + 1));
        lanes.settle();

        assertThat(replies).containsExactly("q-1 451");
        assertThat(lanes.beans()).isZero();
    }

    @Test
    void aQuestionThatFindsNoInstanceOfABeanThatGoesAwayIsRefusedForNow() {
        bean.creating(() -> {
            activation.close();
            throw new UnavailableException("no instance");
        });
        question("q-1");
        runAll();

        assertThat(replies).containsExactly("q-1 451");
        assertThat(lanes.beans()).isZero();
    }

    @Test
    void aBeanThatGoesAwayIsNotAskedAnyMore() {
        question("q-1");
        question("q-2");
        activation.close();
        lanes.refuseWaiting(activation);
        assertThat(replies).containsExactly("q-2 451");
        question("q-3");

        runAll();

        assertThat(replies).containsExactly("q-2 451", "q-3 451", "q-1 451");
        assertThat(done).isEmpty();
        assertThat(log.lines("POSTERN-2013")).isEmpty();
    }

    /** Each look starts as many as there are places, and after a refusal twice as many as before. */
    @ParameterizedTest
    @CsvSource({"20, 32, 5", "3, 32, 2", "100, 100, 7", "20, 4, 3"})
    void instancesThatAreBackAreUsedByAllThatWaitWithinAFewLooks(int waiting, int concurrent, int looks) {
        activation = activation(concurrent, 100);
        full();
        for (int i = 0; i < waiting; i++) {
            message("m-" + i);
        }
        runAll();
        assertThat(replies).isEmpty();
        bean.creating(() -> {});

        for (int i = 0; i < looks; i++) {
            lanes.settle(); // Nobody gives a place back meanwhile.
        }

        assertThat(workManager.given()).hasSize(Math.min(waiting, concurrent));
        runAll();
        assertThat(replies).hasSize(waiting).allMatch(reply -> reply.endsWith("250"));
    }

    @Test
    void whereThereIsNoInstanceFewAreTriedAtEachLook() {
        activation = activation(32, 100);
        full();
        for (int i = 0; i < 50; i++) {
            message("m-" + i);
        }
        runAll();

        for (int i = 0; i < 10; i++) {
            lanes.settle();
            assertThat(workManager.given()).hasSize(1);
            runAll();
        }
    }
}
