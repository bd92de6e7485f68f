package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ConnectionLimits;
import org.postern.net.Ip;
import org.postern.net.ManualClock;
import org.postern.ra.identity.LoginThrottle.Guess;
import org.postern.ra.identity.LoginThrottle.Turn;
import org.postern.smtp.SmallStack;

class LoginTurnsTest {
    private static LoginThrottle guesses(int limit) {
        return new LoginThrottle(
                () -> limit,
                () -> Duration.ofMinutes(10),
                new ConnectionLimits(1, 1, 1, 24, 64, 0)::peer,
                new ManualClock());
    }

    private static Guess guess(LoginThrottle throttle, String user, int peer) {
        return throttle.guess(user, Ip.of("192.0.2." + peer));
    }

    /** All at the same time, and the last one of them would be right. */
    @ParameterizedTest
    @CsvSource({"1,100", "2,100", "10,100", "10,11", "10,10", "63,100", "64,500", "100,500"})
    void noMoreAreLookedAtThanMayBeWrong(int limit, int parallel) {
        LoginThrottle throttle = guesses(limit);
        LoginTurns turns = new LoginTurns(throttle);
        Guess guess = guess(throttle, "anna", 1);
        List<CompletableFuture<Turn>> all = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            all.add(turns.await(guess));
        }

        int lookedAt = 0;
        for (CompletableFuture<Turn> one : all) {
            assertThat(one).isCompleted();
            if (one.join() == Turn.NOW) {
                lookedAt++;
                turns.end(guess, Optional.of(false));
            } else {
                assertThat(one.join()).isEqualTo(Turn.NEVER);
            }
        }
        assertThat(lookedAt).isEqualTo(Math.min(limit, parallel));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 64})
    void manyClientsOfOnePeerAreAllLookedAtWhenTheyAreRight(int limit) {
        LoginThrottle throttle = guesses(limit);
        LoginTurns turns = new LoginTurns(throttle);
        List<Guess> clients = new ArrayList<>();
        List<CompletableFuture<Turn>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            clients.add(guess(throttle, "user" + i, 1));
            all.add(turns.await(clients.get(i)));
        }

        for (int i = 0; i < 300; i++) {
            assertThat(all.get(i)).as("the %d. client", i).isCompletedWithValue(Turn.NOW);
            turns.end(clients.get(i), Optional.of(true));
        }
    }

    /** The container may refuse each at once. */
    @Test
    void whatEndsWhileItIsToldDoesNotPileUp() throws InterruptedException {
        LoginThrottle throttle = guesses(1);
        LoginTurns turns = new LoginTurns(throttle);
        Guess guess = guess(throttle, "anna", 1);
        CompletableFuture<Turn> first = turns.await(guess);
        List<Turn> told = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            turns.await(guess).thenAccept(turn -> {
                told.add(turn);
                turns.end(guess, Optional.empty());
            });
        }

        assertThat(first).isCompletedWithValue(Turn.NOW);
        SmallStack.run(() -> turns.end(guess, Optional.empty()));
        assertThat(told).hasSize(500).containsOnly(Turn.NOW);
    }

    @Test
    void whoIsGivenUpDoesNotWaitAndTakesNoPlace() {
        LoginThrottle throttle = guesses(1);
        LoginTurns turns = new LoginTurns(throttle);
        Guess guess = guess(throttle, "anna", 1);
        turns.await(guess);
        CompletableFuture<Turn> impatient = turns.await(guess);
        CompletableFuture<Turn> patient = turns.await(guess);

        impatient.complete(Turn.LATER);
        turns.end(guess, Optional.of(true));

        assertThat(patient).isCompletedWithValue(Turn.NOW);
    }

    /** Peers, names, outcomes, orders and patience at random: nobody is forgotten, and no limit is passed. */
    @RepeatedTest(200)
    void whateverHappensEachIsToldOnceAndNoLimitIsPassed(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int limit = 1 + random.nextInt(12);
        LoginThrottle throttle = guesses(limit);
        LoginTurns turns = new LoginTurns(throttle);
        Map<CompletableFuture<Turn>, Guess> asked = new LinkedHashMap<>();
        List<Guess> underWay = new ArrayList<>();
        Map<Object, Integer> wrong = new LinkedHashMap<>();
        int steps = 300;
        for (int step = 0; step < steps || !underWay.isEmpty(); step++) {
            if (step < steps && random.nextInt(3) > 0) {
                Guess guess = guess(throttle, "user" + random.nextInt(4), random.nextInt(5));
                CompletableFuture<Turn> turn = turns.await(guess);
                asked.put(turn, guess);
                turn.thenAccept(told -> {
                    if (told == Turn.NOW) {
                        underWay.add(guess);
                    }
                });
            } else if (!underWay.isEmpty()) {
                Guess ended = underWay.remove(random.nextInt(underWay.size()));
                int outcome = random.nextInt(4);
                if (outcome > 1) {
                    wrong.merge(ended.peer(), 1, Integer::sum);
                }
                turns.end(ended, outcome == 0 ? Optional.empty() : Optional.of(outcome == 1));
            }
            if (random.nextInt(20) == 0) {
                asked.keySet().stream()
                        .filter(one -> !one.isDone())
                        .findFirst()
                        .ifPresent(one -> one.complete(Turn.LATER));
            }
            assertThat(underWay).hasSizeLessThanOrEqualTo(64);
            assertThat(wrong.values()).allMatch(count -> count <= limit);
        }
        assertThat(asked.keySet()).allMatch(CompletableFuture::isDone);
    }
}
