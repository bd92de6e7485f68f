package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.MailTransaction;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.ra.FakeBean;
import org.postern.ra.FakeTransactions;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.config.Property;
import org.postern.smtp.Recipient;

/** Messages and questions on their way to one bean. The WorkManager runs nothing by itself here. */
class BeanLanesTest {
    private static final int WAIT_SECONDS = 60;
    private static final int QUESTION_SECONDS = 10;

    private final LogLines log = new LogLines();
    private final ManualClock time = new ManualClock();
    private final ManualWorkManager workManager = new ManualWorkManager();
    private final FakeTransactions transactions = new FakeTransactions();
    private final List<String> done = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();
    private final FakeBean bean = new FakeBean(transactions)
            .asked(check -> done.add(check.recipient().address().replace("@example.com", "")))
            .doing(message -> done.add(message.id()));
    private final BeanLanes lanes = Settings.lanes(workManager, time);
    private final Deliveries deliveries = Settings.deliveries(lanes, transactions, time);
    private final RecipientChecks recipientChecks =
            new RecipientChecks(lanes, new FakeTransactions().ofThreads(), time, new DeliveryMessages(Settings.log()));
    private Activation activation = activation(1, 100);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void messagesAndQuestionsShareTheInstances() {
        activation = activation(2, 100);
        message("m-1");
        question("q-1");
        message("m-2");
        question("q-2");

        assertThat(workManager.given()).hasSize(2);
        runAll();
        assertThat(replies).containsExactlyInAnyOrder("m-1 250", "q-1 ok", "m-2 250", "q-2 ok");
    }

    @Test
    void whereBothWaitTheyTakeTurns() {
        for (int i = 0; i < 4; i++) {
            message("m-" + i);
        }
        for (int i = 0; i < 4; i++) {
            question("q-" + i);
        }

        runAll();

        assertThat(done).containsExactly("m-0", "q-0", "m-1", "q-1", "m-2", "q-2", "m-3", "q-3");
    }

    /** Questions are not for the queue that an administrator limits: connections limit them. */
    @Test
    void messagesThatWaitTakeNoRoomFromQuestions() {
        activation = activation(1, 1);
        message("m-1");
        message("m-2");
        message("m-3");
        question("q-1");

        assertThat(replies).containsExactly("m-3 451");
        runAll();
        assertThat(replies).containsExactly("m-3 451", "m-1 250", "q-1 ok", "m-2 250");
    }

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

    /** Undeployment waits for questions, too: the container takes the bean away under them. */
    @Test
    void aDrainNamesAQuestionThatIsWithTheBean() {
        List<String> left = new ArrayList<>();
        bean.asked(check ->
                left.addAll(lanes.drainAll(List.of(activation), Duration.ZERO).getOrDefault(activation, List.of())));
        question("q-1");
        runAll();

        assertThat(left).singleElement().asString().startsWith("a question of connection ");
    }

    /**
     * Any order of messages, questions, threads, instances and time: never more at once than may, each answered once, and
     * in the end nothing is left.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whateverHappensNoMoreAreWithTheBeanThanMayAndEachIsAnsweredOnce(int places) {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            activation = activation(places, random.nextInt(6));
            replies.clear();
            int asked = random.nextInt(30) + 1;
            for (int i = 0; i < asked; ) {
                switch (random.nextInt(6)) {
                    case 0 -> message("w-" + i++);
                    case 1 -> question("w-" + i++);
                    case 2 -> runOne(random);
                    case 3 -> time.pass(Duration.ofSeconds(random.nextInt(WAIT_SECONDS)));
                    case 4 -> lanes.settle();
                    default -> {
                        if (random.nextBoolean()) {
                            full();
                        } else {
                            bean.creating(() -> {});
                        }
                    }
                }
                assertThat(lanes.running(activation, work -> true))
                        .as("seed " + seed)
                        .isLessThanOrEqualTo(places);
            }
            bean.creating(() -> {});
            for (int i = 0; i <= asked; i++) {
                lanes.settle();
                runAll();
            }

            assertThat(replies.stream().map(reply -> reply.replaceAll(" .*", "")))
                    .as("seed " + seed)
                    .hasSize(asked)
                    .doesNotHaveDuplicates();
            assertThat(lanes.beans()).as("seed " + seed).isZero();
        }
    }

    /** A container that has lost it never comes to it, and nobody knows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whatWasAnsweredBeforeTheContainerCameToItHasNoPlaceAnyMore(int concurrent) {
        activation = activation(concurrent, 100);
        for (int i = 0; i < concurrent; i++) {
            message("lost-" + i);
        }
        List<ManualWorkManager.Given> lost = List.copyOf(workManager.given());
        workManager.given().clear();
        time.pass(Duration.ofSeconds(WAIT_SECONDS / 2));
        message("m-1");
        question("q-1");

        time.pass(Duration.ofSeconds(WAIT_SECONDS / 2 + 1));
        question("q-2");
        lanes.settle();
        runAll();

        assertThat(replies)
                .contains("m-1 250", "q-2 ok")
                .filteredOn(reply -> reply.startsWith("lost"))
                .hasSize(concurrent);
        assertThat(lanes.beans()).isZero();
        // It comes to it all the same.
        workManager.given().addAll(lost);
        message("m-2");
        runAll();
        assertThat(done).doesNotContain("lost-0").contains("m-2");
        assertThat(lanes.beans()).isZero();
    }

    @Test
    void whatTheContainerHasNotBegunIsAnsweredAtTheEndAndIsNotSaidToBeWithTheBean() {
        message("m-1");

        assertThat(lanes.drainAll(List.of(activation), Duration.ZERO)).isEmpty();

        assertThat(replies).containsExactly("m-1 451");
        runAll();
        assertThat(done).isEmpty();
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

    private Activation activation(int concurrent, int waiting) {
        return new Activation(
                bean,
                Settings.endpoint(
                        Property.MAX_CONCURRENT_DELIVERIES,
                        concurrent,
                        Property.MAX_WAITING_DELIVERIES,
                        waiting,
                        Property.DELIVERY_WAIT_SECONDS,
                        WAIT_SECONDS,
                        Property.RECIPIENT_TIMEOUT_SECONDS,
                        QUESTION_SECONDS));
    }

    private void full() {
        bean.creating(() -> {
            throw new UnavailableException("no instance");
        });
    }

    private void message(String id) {
        ReceivedMessage message = ReceivedMessages.message(id, "x");
        deliveries
                .submit(message, activation, deliveries.duplicateCheck(activation, false))
                .thenAccept(reply -> replies.add(id + " " + reply.toString().substring(0, 3)));
    }

    private void question(String id) {
        MailTransaction transaction = ReceivedMessages.transaction();
        recipientChecks
                .ask(activation, transaction, new Recipient(id + "@example.com", Map.of()))
                .thenAccept(refusal -> replies.add(id + " "
                        + refusal.map(reply -> reply.toString().substring(0, 3)).orElse("ok")));
    }

    private void runOne(Random random) {
        if (!workManager.given().isEmpty()) {
            workManager.run(random.nextInt(workManager.given().size()));
        }
    }

    private void runAll() {
        while (!workManager.given().isEmpty()) {
            workManager.runNext();
        }
    }
}
