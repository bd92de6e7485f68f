package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.LogLines;
import org.postern.ra.Settings;
import org.postern.ra.duplicates.DuplicateFile;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.shared.InstantMemories;
import org.postern.smtp.Reply;

/** The same message at two instances that share a store. */
@Timeout(30)
class CommonDuplicatesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private Duration timeout = Duration.ofMinutes(1);
    private final InstantMemories memories = new InstantMemories(2, time);
    private final List<DuplicateMemory> instances = List.of(memory(0), memory(1));
    private final ReceivedMessage message = ReceivedMessages.message("c-1-1", "Subject: order\r\n");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatItsSenderDoesNotKnowIsNotDeliveredAtAnotherInstance() {
        DuplicateCheck first = begun(0);
        first.end(true);
        first.lose();

        assertThat(reply(1)).startsWith("250 ");
        time.pass(HOUR);
        assertThat(reply(1)).as("it is forgotten").isEmpty();
    }

    @Test
    void theOrderMakesNoDifference() {
        DuplicateCheck first = begun(0);
        first.lose();
        first.end(true);

        assertThat(reply(1)).startsWith("250 ");
    }

    @Test
    void asLongAsItIsWithABeanThatItsSenderDoesNotHearItIsRefusedForNow() {
        DuplicateCheck first = begun(0);
        first.inputEnded();
        assertThat(reply(1)).startsWith("451 ");

        first.end(false);
        assertThat(reply(1)).as("it has not committed").isEmpty();
    }

    @Test
    void oneThatWasLostWithItsInstanceIsTakenInTheEnd() {
        begun(0).lose();
        assertThat(reply(1)).startsWith("451 ");
        time.pass(Duration.ofMinutes(10));

        assertThat(reply(1)).isEmpty();
    }

    @Test
    void whenItsSenderKnowsTheSameIsAnotherMessage() {
        DuplicateCheck first = begun(0);
        first.end(true);
        first.lose();
        DuplicateCheck second = check(1);
        second.replyInstead(message);
        second.acknowledge();

        assertThat(reply(1)).isEmpty();
        assertThat(reply(0)).as("where it has committed").isEmpty();
    }

    /** What another instance saw its sender know was the one before, of the same octets. */
    @Test
    void oneThatTheStoreHasNotHeardOfIsNotTakenForOneThatItsSenderKnows() {
        whenItsSenderKnowsTheSameIsAnotherMessage();
        DuplicateCheck next = begun(0);
        next.end(true);
        memories.fail();
        next.lose();
        time.pass(Duration.ofMinutes(1));
        memories.heal();

        assertThat(reply(0)).startsWith("250 ");
    }

    @Test
    void whatItsSenderShowedWhileTheStoreWasGoneIsToldWhenItIsBack() {
        DuplicateCheck first = begun(0);
        first.end(true);
        first.lose();
        memories.fail();
        cameAgain(check(0));
        time.pass(Duration.ofMinutes(1));
        memories.heal();

        assertThat(reply(1)).isEmpty(); // Before a question of the instance that owes it.
        assertThat(reply(0)).isEmpty();
    }

    /** What is counted again has a window of its own. */
    @Test
    void aMessageThatIsAbandonedAgainIsUnderWayForAsLongAsTheFirstTime() {
        DuplicateCheck first = begun(0);
        first.lose();
        first.end(false);
        time.pass(Duration.ofMinutes(9));
        begun(0).lose();
        time.pass(Duration.ofMinutes(9));

        assertThat(reply(1)).startsWith("451 ");
    }

    @Test
    void ofTwoThatAreTheSameEachIsRecognisedOnce() {
        List<DuplicateCheck> both = List.of(begun(0), begun(1));
        both.forEach(one -> one.end(true));
        both.forEach(DuplicateCheck::lose);
        cameAgain(check(0));
        cameAgain(check(0));

        assertThat(reply(1)).isEmpty();
        assertThat(reply(0)).isEmpty();
    }

    @Test
    void whatTheStoreHeardTooLateIsForgottenAsWell() {
        DuplicateCheck first = begun(0);
        first.end(true);
        memories.beLateOnce();
        first.lose();
        cameAgain(check(1));

        assertThat(reply(0)).isEmpty();
    }

    /** Two on connections that are alive are two. */
    @Test
    void whatItsSenderKnowsIsAskedAboutOnceAndToldOfNever() {
        DuplicateCheck first = begun(0);
        int asked = memories.calls();
        assertThat(reply(1)).isEmpty();
        first.end(true);
        first.acknowledge();

        assertThat(asked)
                .as("the look for the store itself, by both, which writes, and two reads")
                .isEqualTo(4 + 2);
        assertThat(memories.calls()).isEqualTo(asked + 2);
        assertThat(reply(1)).isEmpty();
    }

    @Test
    void asLongAsItsSenderDoesNotKnowTheInstanceKnowsItByItself() {
        DuplicateCheck first = begun(0);
        first.end(true);
        first.lose();
        assertThat(reply(0)).startsWith("250 ");
        memories.fail();

        assertThat(reply(0)).startsWith("250 ");
    }

    /** Its timeout is longer than a sender waits. */
    @Test
    void asLongAsItMayBeWithABeanItIsRefusedForNow() {
        timeout = HOUR;
        begun(0).inputEnded();
        time.pass(Duration.ofMinutes(59));
        assertThat(reply(1)).startsWith("451 ");
        time.pass(Duration.ofMinutes(1));

        assertThat(reply(1)).isEmpty();
    }

    @Test
    void withoutTheStoreEachGoesByItself() {
        memories.fail();
        DuplicateCheck first = begun(0);
        first.end(true);
        first.lose();

        assertThat(reply(0)).startsWith("250 ");
        assertThat(reply(1)).isEmpty();
    }

    private DuplicateMemory memory(int instance) {
        return new DuplicateMemory(DuplicateFile.inMemory(100), HOUR, time, Optional.of(memories.of(instance)));
    }

    private DuplicateCheck check(int instance) {
        return new DuplicateCheck(
                "orders of instance " + instance,
                "orders",
                Optional.of(new DuplicateCheck.Elsewhere("orders", timeout)),
                instances.get(instance),
                new DeliveryMessages(Settings.log()));
    }

    private DuplicateCheck begun(int instance) {
        DuplicateCheck check = check(instance);
        assertThat(check.replyInstead(message)).isEmpty();
        return check;
    }

    private String reply(int instance) {
        return check(instance).replyInstead(message).map(Reply::toString).orElse("");
    }

    private void cameAgain(DuplicateCheck check) {
        assertThat(check.replyInstead(message)).isPresent();
        check.acknowledge();
    }
}
