package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;

class TrialTest {
    private static final Optional<Throwable> FAILURE = Optional.of(new IllegalStateException("not yet"));

    private final ManualClock time = new ManualClock();
    private final List<CompletableFuture<Optional<Throwable>>> attempts = new ArrayList<>();
    private final Trial trial = new Trial(this::begin, time);

    @Test
    void whatSucceedsIsTriedOnce() {
        trial.tried();
        attempts.get(0).complete(Optional.empty());
        pass(Duration.ofDays(2));

        assertThat(attempts).hasSize(1);
        assertThat(trial.tried()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void whatFailsIsTriedAgainLessAndLessOften() {
        trial.tried();
        for (int seconds : List.of(10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600)) {
            int sofar = attempts.size();
            attempts.get(sofar - 1).complete(FAILURE);
            pass(Duration.ofSeconds(seconds - 1));
            assertThat(attempts).hasSize(sofar);
            pass(Duration.ofSeconds(1));
            assertThat(attempts).hasSize(sofar + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void whatTheContainerHasLostIsTriedAgain(int lost) {
        trial.tried();
        pass(Duration.ofSeconds(59));
        assertThat(attempts).hasSize(1);
        for (int i = 0; i < lost; i++) {
            time.pass(Duration.ofHours(1));
            trial.settle();
        }
        assertThat(attempts).hasSize(1 + lost);

        attempts.get(lost).complete(Optional.empty());

        assertThat(trial.tried()).isCompletedWithValue(Optional.empty());
        pass(Duration.ofDays(2));
        assertThat(attempts).hasSize(1 + lost);
    }

    @Test
    void anAnswerThatComesLateCountsAndIsNotUndoneByALaterFailure() {
        trial.tried();
        pass(Duration.ofMinutes(1));
        assertThat(attempts).hasSize(2);
        attempts.get(0).complete(Optional.empty());
        attempts.get(1).complete(FAILURE);
        pass(Duration.ofDays(2));

        assertThat(attempts).hasSize(2);
    }

    /** One has succeeded: what the others say, or do not, is of no interest to those that ask. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void oneSuccessAnswersAllThatAsk(int succeeding) {
        trial.tried();
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(attempts).hasSize(3);
        CompletableFuture<Optional<Throwable>> asked = trial.tried();
        assertThat(asked).isNotDone();

        attempts.get(succeeding).complete(Optional.empty());

        assertThat(asked).isCompletedWithValue(Optional.empty());
        attempts.forEach(attempt -> attempt.complete(FAILURE));
        assertThat(trial.tried()).isCompletedWithValue(Optional.empty());
    }

    private CompletableFuture<Optional<Throwable>> begin() {
        CompletableFuture<Optional<Throwable>> attempt = new CompletableFuture<>();
        attempts.add(attempt);
        return attempt;
    }

    /** With many questions meanwhile whether it is time. */
    private void pass(Duration duration) {
        for (int i = 0; i < 4; i++) {
            time.pass(duration.dividedBy(4));
            trial.settle();
        }
    }
}
