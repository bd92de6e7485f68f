package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.SystemTime;
import org.postern.net.Time;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.duplicates.DuplicateFile;
import org.postern.ra.duplicates.DuplicateMemory;

/** The order of outcome, end of the input, receipt and loss, and a memory that is broken. */
class DuplicateCheckTest {
    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final DuplicateMemory memory = new DuplicateMemory(DuplicateFile.inMemory(100), Duration.ofHours(1), time);
    private final ReceivedMessage message = ReceivedMessages.message("c-1-1", "Subject: order\r\n");

    private interface Step {
        void of(DuplicateCheck duplicateCheck);
    }

    private static final Step TAKEN = duplicateCheck -> duplicateCheck.end(true);
    private static final Step NOT_TAKEN = duplicateCheck -> duplicateCheck.end(false);
    private static final Step KNOWN = DuplicateCheck::acknowledge;
    private static final Step INPUT_ENDED = DuplicateCheck::inputEnded;
    private static final Step LOST = DuplicateCheck::lose;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatItsSenderDoesNotKnowIsNotDeliveredAgainInWhateverOrderThatCame() {
        for (List<Step> steps : List.of(
                List.of(TAKEN, LOST),
                List.of(LOST, TAKEN),
                List.of(TAKEN, INPUT_ENDED),
                List.of(INPUT_ENDED, TAKEN),
                List.of(INPUT_ENDED, TAKEN, LOST),
                List.of(INPUT_ENDED, LOST, TAKEN),
                List.of(TAKEN, INPUT_ENDED, LOST),
                List.of(TAKEN, LOST, LOST, KNOWN))) {
            begun(steps);

            assertThat(replyTo(duplicateCheck())).startsWith("250 ");
            DuplicateCheck last = duplicateCheck();
            replyTo(last);
            last.acknowledge();
            assertThat(replyTo(duplicateCheck())).isEmpty();
        }
    }

    @Test
    void whatItsSenderKnowsOrNobodyHasIsDelivered() {
        for (List<Step> steps : List.of(
                List.of(TAKEN, KNOWN),
                List.of(TAKEN, KNOWN, LOST),
                List.of(NOT_TAKEN, LOST),
                List.of(LOST, NOT_TAKEN),
                List.of(NOT_TAKEN, INPUT_ENDED),
                List.of(INPUT_ENDED, NOT_TAKEN, LOST),
                List.of(TAKEN))) {
            begun(steps);

            assertThat(replyTo(duplicateCheck())).isEmpty();
        }
    }

    @Test
    void aSecondTryWaitsForTheEndOfOneThatWillNotBeShownToBeKnown() {
        for (Step doubt : List.of(INPUT_ENDED, LOST)) {
            DuplicateCheck first = begun(List.of());
            doubt.of(first);
            assertThat(replyTo(duplicateCheck())).startsWith("451 4.3.2");
            first.end(false);
            assertThat(replyTo(duplicateCheck())).isEmpty();
        }
    }

    /** It waited for a place meanwhile. */
    @Test
    void whoCanStillReadIsServedAndWhoIsGoneIsNot() {
        DuplicateCheck gone = duplicateCheck();
        gone.lose();
        assertThat(replyTo(gone)).startsWith("451 4.3.2");

        DuplicateCheck reading = duplicateCheck();
        reading.inputEnded();
        assertThat(replyTo(reading)).isEmpty();
        assertThat(replyTo(duplicateCheck())).startsWith("451 4.3.2");
        reading.end(true);
        assertThat(replyTo(duplicateCheck())).startsWith("250 ");
    }

    /** It will send it again, and nothing would be known of this time. */
    @Test
    void whoIsGoneIsNotServedEitherWhereNothingIsRemembered() {
        DuplicateCheck gone = new DuplicateCheck(
                "orders", "orders", Optional.empty(), Settings.noMemory(), new DeliveryMessages(Settings.log()));
        assertThat(replyTo(gone)).isEmpty();

        gone.lose();

        assertThat(replyTo(gone)).startsWith("451 4.3.2");
    }

    /** Whichever call it is that fails: the message is delivered and answered, and nothing is remembered from then on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aMemoryThatIsBrokenKeepsNobodyFromAnything(int failing) {
        BreakingTime breaking = new BreakingTime(failing);
        DuplicateMemory broken = new DuplicateMemory(DuplicateFile.inMemory(100), Duration.ofHours(1), breaking);
        for (Step step : List.of(TAKEN, NOT_TAKEN, KNOWN, INPUT_ENDED, LOST)) {
            for (Step next : List.of(TAKEN, NOT_TAKEN, KNOWN, INPUT_ENDED, LOST)) {
                DuplicateCheck duplicateCheck = new DuplicateCheck(
                        "orders", "orders", Optional.empty(), broken, new DeliveryMessages(Settings.log()));
                duplicateCheck.replyInstead(message);
                step.of(duplicateCheck);
                next.of(duplicateCheck);
            }
        }
        assertThat(breaking.calls).isGreaterThanOrEqualTo(failing);
        assertThat(new DuplicateCheck(
                                "orders", "orders", Optional.empty(), broken, new DeliveryMessages(Settings.log()))
                        .replyInstead(message))
                .isEmpty();
        assertThat(log.lines("POSTERN-9021")).hasSize(1);
    }

    private DuplicateCheck begun(List<Step> steps) {
        DuplicateCheck duplicateCheck = duplicateCheck();
        assertThat(replyTo(duplicateCheck)).isEmpty();
        steps.forEach(step -> step.of(duplicateCheck));
        return duplicateCheck;
    }

    private DuplicateCheck duplicateCheck() {
        return new DuplicateCheck("orders", "orders", Optional.empty(), memory, new DeliveryMessages(Settings.log()));
    }

    private String replyTo(DuplicateCheck duplicateCheck) {
        return duplicateCheck.replyInstead(message).map(Object::toString).orElse("");
    }

    /** Fails at one of the calls of the memory. */
    private static final class BreakingTime implements Time {
        private final SystemTime real = new SystemTime();
        private final int failing;
        private int calls;

        BreakingTime(int failing) {
            this.failing = failing;
        }

        @Override
        public Clock clock() {
            count();
            return real.clock();
        }

        @Override
        public long nanos() {
            count();
            return real.nanos();
        }

        @Override
        public boolean await(CompletionStage<?> event, Duration atMost) {
            return real.await(event, atMost);
        }

        private void count() {
            calls++;
            if (calls >= failing) {
                throw new InternalError("a fault occurred in an unsafe memory access operation");
            }
        }
    }
}
