package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.ManualWorkManager;
import org.postern.smtp.Reply;

/** When each part of a message comes to its bean. */
class PartsInTurnTest extends DeliveriesSetUp {
    private final List<String> made = new ArrayList<>();

    @Test
    void oneIsWithTheBeanHoweverManyMayBe() {
        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries(32, 100), 3);

        for (int part = 0; part < 3; part++) {
            assertThat(workManager.given()).hasSize(1);
            assertThat(made).hasSize(part + 1);
            workManager.runNext();
            assertThat(outcomes.get(part)).isDone();
        }
        assertThat(bean.received()).containsExactly("part 0", "part 1", "part 2");
        assertThat(workManager.given()).isEmpty();
    }

    /** The place of the first is not free yet when the second wants one. */
    @Test
    void whatGoesOnIsNotRefusedWhereNoneMayWait() {
        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries(1, 0), 5);

        runAll();

        assertThat(outcomes).allMatch(outcome -> code(outcome) == 250);
        assertThat(log.lines("POSTERN-2008")).isEmpty();
    }

    @Test
    void theFirstIsRefusedWhereNoneMayWait() {
        Deliveries deliveries = deliveries(1, 0);
        submit(deliveries, 1);

        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries, 2);

        assertThat(outcomes).allMatch(outcome -> code(outcome) == 451);
        assertThat(log.lines("POSTERN-2008")).isNotEmpty().allSatisfy(line -> assertThat(line)
                .contains("maxWaitingDeliveries"));
    }

    @Test
    void aMessageThatCameLaterIsNotKeptWaitingByAllOfThem() {
        Deliveries deliveries = deliveries(1, 10);
        submitParts(deliveries, 5);
        submit(deliveries, 1);

        runAll();

        assertThat(bean.received()).containsExactly("part 0", "0", "part 1", "part 2", "part 3", "part 4");
    }

    @Test
    void eachHasItsOwnTime() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(message -> {
            time.pass(Duration.ofSeconds(message.id().equals("p-1") ? 101 : 99));
            lanes.settle();
        });

        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries, 3);
        runAll();

        assertThat(outcomes).extracting(PartsInTurnTest::code).containsExactly(250, 451, 250);
    }

    /** RFC 5321 section 4.5.3.2.6: the sender waits for ten minutes, for all of them together. */
    @Test
    void whatWouldBeginWhenTheSenderHasGoneIsNotBegun() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(message -> time.pass(Duration.ofSeconds(90)));

        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries, 8);
        runAll();

        assertThat(outcomes).extracting(PartsInTurnTest::code).containsExactly(250, 250, 250, 250, 250, 250, 451, 451);
        assertThat(bean.received()).hasSize(6);
        assertThat(log.lines("POSTERN-2008")).isNotEmpty().first().asString().contains("9 minutes");
    }

    /** Its turn came in time, and no instance did. */
    @Test
    void whatWaitsUntilThenIsNotBegunEither() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(message -> time.pass(Duration.ofSeconds(89)));
        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries, 8);
        for (int part = 0; part < 6; part++) {
            workManager.runNext();
        }
        bean.creating(() -> {
            throw new UnavailableException("no instance");
        });
        workManager.runNext();

        time.pass(Duration.ofSeconds(5));
        lanes.settle();
        bean.creating(() -> {});
        time.pass(Duration.ofSeconds(2));
        lanes.settle();
        runAll();

        assertThat(outcomes).extracting(PartsInTurnTest::code).containsExactly(250, 250, 250, 250, 250, 250, 451, 451);
        assertThat(bean.received()).hasSize(6);
        assertThat(log.lines("POSTERN-2008")).isNotEmpty().first().asString().contains("9 minutes");
    }

    @Test
    void thousandsThatAreRefusedAtOnceEndAll() {
        Deliveries deliveries = deliveries(1, 10);
        bean.doing(message -> activation.pause());

        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries, 100_000);
        runAll();

        assertThat(outcomes).extracting(PartsInTurnTest::code).startsWith(250, 451, 451);
        assertThat(outcomes).allMatch(CompletableFuture::isDone);
        assertThat(bean.received()).hasSize(1);
    }

    @Test
    void threadsThatAreRefusedEndAll() {
        Deliveries deliveries = deliveries(1, 10);
        workManager.refuse(ManualWorkManager.Refusal.THROWS);

        List<CompletableFuture<Reply>> outcomes = submitParts(deliveries, 2_000);
        runAll();

        assertThat(outcomes).allMatch(outcome -> code(outcome) == 451);
    }

    private List<CompletableFuture<Reply>> submitParts(Deliveries deliveries, int count) {
        List<Part> parts = IntStream.range(0, count)
                .mapToObj(i -> new Part(() -> part(i), deliveries.duplicateCheck(activation, Namesake.NONE)))
                .toList();
        return deliveries.submit(parts, activation);
    }

    /** 0 while there is none. */
    private static int code(CompletableFuture<Reply> outcome) {
        return outcome.isDone() ? outcome.join().code() : 0;
    }

    private ReceivedMessage part(int number) {
        made.add("p-" + number);
        return ReceivedMessages.message("p-" + number, "part " + number);
    }

    private void runAll() {
        while (!workManager.given().isEmpty()) {
            workManager.runNext();
        }
    }
}
