package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessages;
import org.postern.ra.LogLines;
import org.postern.ra.shared.InstantMemories;

/** What the other instances could not be told at once. */
@Timeout(30)
class CommonNewsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final InstantMemories memories = new InstantMemories(2, time);
    private final List<DuplicateMemory> instances = List.of(memory(0), memory(1));
    private final List<String> known = new ArrayList<>();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aCommitThatTheStoreHadNoTimeForIsToldAtTheNextLook() throws Exception {
        memories.haveNoTime();
        lose(0, 1);
        memories.haveTimeTooLate();
        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
        assertThat(known).isEmpty();
        memories.look();

        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
        assertThat(known).containsExactly("1");
        int calls = memories.calls();
        memories.look();
        assertThat(memories.calls()).as("it is told once").isEqualTo(calls);
    }

    /** A balancer that reloads cuts all of its connections. */
    @Test
    void ofManyCommitsAtOnceEachIsToldAtTheNextLook() throws Exception {
        memories.haveNoTime();
        loseMany(500);
        memories.haveTimeTooLate();
        memories.look();

        assertThat(standings(1, 500)).containsOnly(Standing.COMMITTED);
        assertThat(known).hasSize(500);
    }

    @Test
    void commitsOfAStoreThatWasGoneAreToldWhenItIsBack() throws Exception {
        memories.fail();
        loseMany(10);
        time.pass(MINUTE);
        memories.heal();

        assertThat(standings(1, 10)).containsOnly(Standing.COMMITTED);
    }

    @Test
    void whatWasWithABeanAndHasCommittedIsNotUnderWayForLong() throws Exception {
        copy(0, 1).abandon();
        memories.haveNoTime();
        copy(0, 1).endCommitted(() -> {});
        memories.haveTimeTooLate();
        assertThat(standing(1, 1)).isEqualTo(Standing.UNDER_WAY);
        memories.look();

        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
        memories.haveNoTime();
        copy(1, 1).forget();
        memories.haveTimeTooLate();
        memories.look();
        assertThat(standing(0, 1)).as("nor is it under way").isEqualTo(Standing.NEW);
    }

    @Test
    void whatWasWithABeanAndHasNotCommittedIsNotUnderWayForLong() throws Exception {
        copy(0, 1).abandon();
        memories.fail();
        copy(0, 1).end();
        time.pass(MINUTE);
        memories.heal();

        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
    }

    @Test
    void whatIsWithABeanIsUnderWayForTheOthersAtTheNextLook() throws Exception {
        memories.haveNoTime();
        copy(0, 1).abandon();
        memories.haveTimeTooLate();
        memories.look();

        assertThat(standing(1, 1)).isEqualTo(Standing.UNDER_WAY);
    }

    /** A commit that is told after it would hold back the next message of the same octets. */
    @Test
    void whatItsSenderKnowsBeforeItIsToldIsNotToldAfterwards() throws Exception {
        memories.haveNoTime();
        lose(0, 1);
        memories.haveTimeTooLate();
        copy(0, 1).forget();
        memories.look();

        assertThat(standing(0, 1)).isEqualTo(Standing.NEW);
        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
        assertThat(known).isEmpty();
    }

    @Test
    void theOrderIsKeptAlsoWhereTheStoreHasFailedAtTheFirst() throws Exception {
        memories.loseNextAnswer();
        lose(0, 1);
        copy(0, 1).forget();
        time.pass(MINUTE);
        memories.look();

        assertThat(standing(0, 1)).isEqualTo(Standing.NEW);
        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
    }

    /** It would be held back once more than it comes. */
    @Test
    void aCommitThatTheStoreHasCountedBeforeItFailedIsNotCountedTwice() throws Exception {
        memories.loseNextAnswer();
        lose(0, 1);
        time.pass(MINUTE);
        memories.look();
        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
        assertThat(known).containsExactly("1");

        copy(1, 1).forget();
        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
        assertThat(standing(0, 1)).isEqualTo(Standing.NEW);
    }

    /** The store has failed at the first of them only. */
    @Test
    void ofTwoThatAreTheSameEachIsCounted() throws Exception {
        memories.loseNextAnswer();
        lose(0, 1);
        lose(0, 1);
        time.pass(MINUTE);
        memories.look();

        copy(1, 1).forget();
        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
        copy(1, 1).forget();
        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
    }

    @Test
    void whatWasDoneBeforeTheStoreFailedIsNotDoneAgain() throws Exception {
        copy(0, 1).abandon();
        memories.failAfterNextChange();
        copy(0, 1).endCommitted(() -> known.add("1"));
        assertThat(known).containsExactly("1");
        time.pass(MINUTE);
        memories.heal();

        copy(1, 1).forget();
        assertThat(standing(0, 1)).isEqualTo(Standing.NEW);
        assertThat(known).containsExactly("1");
    }

    @Test
    void anInstanceThatOwesItGoesByWhatItsSenderKnows() throws Exception {
        lose(0, 1);
        memories.haveNoTime();
        copy(0, 1).forget();
        memories.haveTimeTooLate();

        assertThat(standing(1, 1)).as("it has not heard of it").isEqualTo(Standing.COMMITTED);
        assertThat(standing(0, 1)).isEqualTo(Standing.NEW);
        memories.look();
        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
    }

    @Test
    void whatIsForgottenByThenIsNotTold() throws Exception {
        memories.fail();
        lose(0, 1);
        time.pass(HOUR);
        memories.heal();

        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
    }

    /** It is the next one's turn, of which the store has not heard. */
    @Test
    void whatTheStoreHasFailedAtMayBePastByThen() throws Exception {
        memories.loseNextAnswer();
        copy(0, 1).abandon();
        copy(0, 1).endCommitted(() -> {});
        lose(1, 1);
        time.pass(MINUTE.multipliedBy(11));
        memories.look();

        copy(1, 1).forget();
        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
    }

    /** Not a window after it was told: an alarm with the same octets comes each night. */
    @Test
    void whatIsToldLateIsForgottenWhenItWouldHaveBeen() throws Exception {
        memories.fail();
        lose(0, 1);
        time.pass(HOUR.minus(MINUTE));
        memories.heal();
        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
        time.pass(MINUTE);

        assertThat(standing(1, 1)).isEqualTo(Standing.NEW);
    }

    @Test
    void whatIsCountedDownLateLeavesTheOthersTheirTime() throws Exception {
        lose(0, 1);
        time.pass(HOUR.minus(MINUTE));
        memories.haveNoTime();
        copy(0, 1).forget();
        memories.haveTimeTooLate();
        time.pass(MINUTE.multipliedBy(30));
        lose(1, 1);
        lose(1, 1);
        memories.look();
        time.pass(HOUR.minus(MINUTE));

        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
    }

    /** It was lost there first, and delivered and lost here while that could not be told. */
    @Test
    void whatIsCountedLateLeavesTheOthersTheirTime() throws Exception {
        memories.haveNoTime();
        lose(0, 1);
        memories.haveTimeTooLate();
        time.pass(HOUR.minus(MINUTE));
        lose(1, 1);
        memories.look();
        time.pass(MINUTE.multipliedBy(2));

        assertThat(standing(0, 1)).isEqualTo(Standing.COMMITTED);
    }

    /** One client could have them grow for ever, and a store that is back would be told of them for as long. */
    @Test
    void whatCameAndWentWhileTheStoreWasGoneIsNotTold() throws Exception {
        memories.fail();
        for (int i = 0; i < 50; i++) {
            copy(0, 1).abandon();
            copy(0, 1).end();
        }
        lose(0, 1);
        time.pass(MINUTE);
        int calls = memories.calls();
        memories.heal();

        assertThat(standing(1, 1)).isEqualTo(Standing.COMMITTED);
        assertThat(memories.calls() - calls).isLessThan(20);
    }

    @Test
    void ofOneMessageOnlySoMuchIsTold() throws Exception {
        memories.fail();
        for (int i = 0; i < 2 * NewsLine.MOST; i++) {
            lose(0, 1);
        }
        time.pass(MINUTE);
        memories.heal();

        assertThat(known).hasSize(NewsLine.MOST);
    }

    /** The store is not asked until the first look is over. */
    @Test
    void atOneLookOnlySoMuchIsTold() throws Exception {
        memories.fail();
        lose(0, CommonNews.MOST_OWED);
        for (int i = 0; i < NewsLine.MOST; i++) {
            loseMany(CommonNews.MOST_AT_ONCE / NewsLine.MOST + 1);
        }
        time.pass(MINUTE);
        memories.heal();
        assertThat(known).hasSize(CommonNews.MOST_AT_ONCE);
        memories.look();

        assertThat(known).hasSize(CommonNews.MOST_AT_ONCE + NewsLine.MOST + 1);
    }

    @Test
    void whatWasUndoneTakesNoPlaceFromOthers() throws Exception {
        memories.fail();
        for (int i = 1; i <= CommonNews.MOST_OF_OTHERS; i++) {
            lose(0, i);
            copy(0, i).forget();
        }
        lose(0, CommonNews.MOST_OF_OTHERS + 1);
        time.pass(MINUTE);
        memories.heal();

        assertThat(standing(1, CommonNews.MOST_OF_OTHERS + 1)).isEqualTo(Standing.COMMITTED);
    }

    @Test
    void norDoesWhatThereIsNoUseInTelling() throws Exception {
        memories.fail();
        for (int i = 1; i <= CommonNews.MOST_OF_OTHERS; i++) {
            copy(0, i).abandon();
        }
        time.pass(HOUR.minus(MINUTE));
        lose(0, CommonNews.MOST_OF_OTHERS + 1);
        memories.heal();

        assertThat(standing(1, CommonNews.MOST_OF_OTHERS + 1)).isEqualTo(Standing.COMMITTED);
    }

    /** It would be taken from what the other instance has counted. */
    @Test
    void withWhatThereIsNoUseInCountingGoesWhatWouldCountItDown() throws Exception {
        memories.loseNextAnswer();
        copy(0, 1).abandon();
        time.pass(MINUTE.multipliedBy(9));
        copy(0, 1).end();
        time.pass(MINUTE.multipliedBy(2));
        copy(1, 1).abandon();
        memories.look();

        assertThat(standing(0, 1)).isEqualTo(Standing.UNDER_WAY);
    }

    /** It waits, and costs no reply anything. */
    @Test
    void muchThatIsToBeToldDoesNotMeanThatTheStoreIsTooSlow() throws Exception {
        memories.haveNoTime();
        loseMany(30);
        memories.haveTimeTooLate();
        time.pass(MINUTE);
        memories.look();

        assertThat(known).hasSize(30);
        assertThat(log.lines("POSTERN-1085")).isEmpty();
    }

    @Test
    void ofTooManyThoseGoFirstThatComeTwiceAtWorst() throws Exception {
        int most = CommonNews.MOST_OF_OTHERS;
        lose(0, most + 1);
        memories.fail();
        loseMany(most);
        lose(0, most + 2);
        copy(0, most + 1).forget();
        time.pass(MINUTE);
        memories.heal();

        assertThat(standings(1, most)).containsOnly(Standing.COMMITTED);
        assertThat(standing(1, most + 1)).as("its sender knows").isEqualTo(Standing.NEW);
        assertThat(standing(1, most + 2)).as("one too many").isEqualTo(Standing.NEW);
    }

    private void loseMany(int count) throws Exception {
        for (int i = 1; i <= count; i++) {
            lose(0, i);
        }
    }

    private void lose(int instance, int message) throws Exception {
        copy(instance, message).lose(() -> known.add("" + message));
    }

    private List<Standing> standings(int instance, int count) throws Exception {
        List<Standing> standings = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            standings.add(standing(instance, i));
        }
        return standings;
    }

    private Standing standing(int instance, int message) throws Exception {
        return copy(instance, message).standing();
    }

    private CommonCopy copy(int instance, int message) throws Exception {
        return instances
                .get(instance)
                .copy(
                        Fingerprint.of(ReceivedMessages.message("c-1-1", "Subject: order\r\n"), "bean " + message),
                        MINUTE)
                .orElseThrow();
    }

    private DuplicateMemory memory(int instance) {
        return new DuplicateMemory(DuplicateFile.inMemory(1), HOUR, time, Optional.of(memories.of(instance)));
    }
}
