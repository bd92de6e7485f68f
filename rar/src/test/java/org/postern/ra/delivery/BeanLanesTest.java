package org.postern.ra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.ManualWorkManager;

/** Messages and questions share the places with a bean. */
class BeanLanesTest extends BeanLanesSetUp {
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
}
