package org.postern.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    private static final Duration STEP = Duration.ofSeconds(2);

    private final LogLines log = new LogLines();
    private final Container container = new Container();
    private final List<Throwable> failures = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-29T00:00:00Z");
    private int rounds;
    private Runnable meanwhile = () -> {};
    private final Repetition repetition = new Repetition(container, STEP, this::work, () -> now);

    @BeforeEach
    void begin() {
        log.listen();
        repetition.goOn();
    }

    @AfterEach
    void end() {
        log.end();
        container.shutdownNow();
    }

    private void work() {
        rounds++;
        meanwhile.run();
        if (!failures.isEmpty()) {
            RepetitionTest.<RuntimeException>fail(failures.remove(0));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        throw (T) failure;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void noFailureEndsItAndTheFirstOfARowIsLogged() {
        failures.add(new IllegalStateException("a bean"));
        failures.add(new InternalError("the machine"));
        failures.add(new NoClassDefFoundError("a class"));
        for (int i = 0; i < 4; i++) {
            container.round();
        }

        assertThat(rounds).isEqualTo(4);
        assertThat(log.at(Level.WARNING))
                .extracting(line -> line.getThrown().getMessage())
                .containsExactly("a bean");
        assertThat(log.at(Level.WARNING).get(0).getMessage())
                .startsWith("The console could not read the management beans");

        failures.add(new InternalError("the machine"));
        container.round();
        assertThat(log.at(Level.WARNING)).hasSize(2);
    }

    @Test
    void aTaskThatTheContainerHasEndedIsBegunAgain() {
        container.last().cancel(false);
        pass(STEP);

        repetition.goOn();

        assertThat(container.tasks).hasSize(2);
        container.round();
        assertThat(rounds).isEqualTo(1);
    }

    @Test
    void aTaskThatTheContainerHasForgottenIsBegunAgain() {
        Task forgotten = container.last();
        pass(STEP.multipliedBy(Repetition.MOST_MISSED));

        repetition.goOn();

        assertThat(container.tasks).hasSize(2);
        assertThat(forgotten.isCancelled()).isTrue();
    }

    @Test
    void oneThatGoesOnIsLeftAlone() {
        for (int i = 0; i < 100; i++) {
            container.round();
            pass(STEP);
            repetition.goOn();
        }

        assertThat(container.tasks).hasSize(1);
    }

    /** Each request asks for it. */
    @Test
    void theContainerIsNotAskedForMoreThanOneTaskInAStep() {
        for (int i = 0; i < 100; i++) {
            container.last().cancel(false);
            repetition.goOn();
        }

        assertThat(container.tasks).hasSize(1);
    }

    /** Neither by a request, nor by the container that had only seemed to have forgotten it. */
    @Test
    void aRoundThatLastsIsNotDoubled() {
        meanwhile = () -> {
            pass(STEP.multipliedBy(100));
            container.last().cancel(false);
            repetition.goOn();
            container.round();
        };

        container.round();

        assertThat(rounds).isEqualTo(1);
        assertThat(container.tasks).hasSize(1);
    }

    @Test
    void aContainerThatHasNoRoomIsAskedAgain() {
        container.last().cancel(false);
        container.refuses = true;
        pass(STEP);
        repetition.goOn();
        assertThat(log.at(Level.WARNING))
                .singleElement()
                .extracting(LogRecord::getMessage, STRING)
                .startsWith("The server does not let the console begin");

        container.refuses = false;
        pass(STEP);
        repetition.goOn();
        assertThat(container.tasks).hasSize(2);
    }

    @Test
    void whatHasEndedIsNotBegunAgain() {
        repetition.end();
        pass(STEP.multipliedBy(100));

        repetition.goOn();

        assertThat(container.tasks).hasSize(1);
        assertThat(container.last().isCancelled()).isTrue();
    }

    /** Plays rounds when the test says so. */
    private static final class Container extends ScheduledThreadPoolExecutor {
        private final List<Task> tasks = new ArrayList<>();
        private boolean refuses;

        private Container() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable round, long first, long step, TimeUnit unit) {
            if (refuses) {
                throw new RejectedExecutionException("busy");
            }
            tasks.add(new Task(round));
            return last();
        }

        private Task last() {
            return tasks.get(tasks.size() - 1);
        }

        private void round() {
            last().round.run();
        }
    }

    private static final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final Runnable round;

        private Task(Runnable round) {
            super(round, "");
            this.round = round;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
