package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.net.MailTransaction;
import org.postern.net.ManualClock;
import org.postern.net.ReceivedMessage;
import org.postern.net.ReceivedMessages;
import org.postern.net.SystemTime;
import org.postern.ra.ScriptedWorkManager.Script;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.BeanLanes;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.DeliveryMessages;
import org.postern.ra.delivery.Namesake;
import org.postern.ra.delivery.RecipientChecks;
import org.postern.ra.identity.PasswordQuestion;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.work.LongRunningThreads;
import org.postern.ra.work.WorkSubmitter;
import org.postern.ra.work.WorkThreads;
import org.postern.smtp.Recipient;

/**
 * Whatever a container does with what it is given, in whatever order: it is run once or answered otherwise, and nothing is
 * left of it.
 */
class EachWorkEndsOnceTest {
    /** More acts are no more cases: the first decides, and what follows is not heard. */
    private static final int ACTS = 3;

    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
    }

    /** Everything that is submitted. */
    enum Kind {
        MESSAGE {
            @Override
            Sample submit(ScriptedWorkManager container) {
                FakeTransactions transactions = new FakeTransactions();
                FakeBean bean = new FakeBean(transactions);
                Activation activation = new Activation(bean, oneAtATime());
                ManualClock time = new ManualClock();
                BeanLanes lanes = Settings.lanes(container, time);
                Deliveries deliveries = Settings.deliveries(lanes, transactions, time);
                List<String> answers = new ArrayList<>();
                return new Sample(
                        () -> {
                            ReceivedMessage message = ReceivedMessages.message("m", "x");
                            deliveries
                                    .submit(message, activation, deliveries.duplicateCheck(activation, Namesake.NONE))
                                    .thenAccept(reply -> answers.add(reply.toString()));
                        },
                        () -> bean.received().size(),
                        () -> answers.stream()
                                .map(reply -> reply.startsWith("250"))
                                .toList(),
                        () -> lanes.beans() == 0);
            }
        },
        QUESTION {
            @Override
            Sample submit(ScriptedWorkManager container) {
                AtomicInteger asked = new AtomicInteger();
                FakeBean bean = new FakeBean(new FakeTransactions()).asked(check -> asked.incrementAndGet());
                Activation activation = new Activation(bean, oneAtATime());
                ManualClock time = new ManualClock();
                BeanLanes lanes = Settings.lanes(container, time);
                RecipientChecks recipientChecks = new RecipientChecks(
                        lanes, new FakeTransactions().ofThreads(), time, new DeliveryMessages(Settings.log()));
                List<Boolean> answers = new ArrayList<>();
                return new Sample(
                        () -> recipientChecks
                                .ask(activation, transaction(), new Recipient("b@example.com", Map.of()))
                                .thenAccept(refusal -> answers.add(refusal.isEmpty())),
                        asked::get,
                        () -> answers,
                        () -> lanes.beans() == 0);
            }
        },
        PASSWORD {
            @Override
            Sample submit(ScriptedWorkManager container) {
                WorkSubmitter submitter = Settings.submitter(container);
                AtomicInteger run = new AtomicInteger();
                List<Boolean> answers = new ArrayList<>();
                return new Sample(
                        () -> PasswordQuestion.ask(submitter)
                                // Run without a look at its contexts, which is a failure, too, but another one.
                                .handle((done, failure) -> answers.add(
                                        failure instanceof IllegalStateException && run.incrementAndGet() > 0)),
                        run::get,
                        () -> answers,
                        () -> true);
            }
        },
        TASK {
            @Override
            Sample submit(ScriptedWorkManager container) {
                WorkThreads threads = new WorkThreads(Settings.submitter(container));
                AtomicInteger run = new AtomicInteger();
                List<Boolean> answers = new ArrayList<>();
                return new Sample(
                        () -> threads.run(run::incrementAndGet).handle((done, failure) -> answers.add(failure == null)),
                        run::get,
                        () -> answers,
                        () -> true);
            }
        };

        abstract Sample submit(ScriptedWorkManager container);

        static ActivationConfig oneAtATime() {
            return Settings.endpoint(Property.MAX_CONCURRENT_DELIVERIES, 1);
        }
    }

    /**
     * One kind of Work in a container.
     *
     * @param runs how often the task itself has run
     * @param answers whether each was the answer of a task that was run
     */
    private record Sample(
            Runnable submission,
            CountOf runs,
            java.util.function.Supplier<List<Boolean>> answers,
            Left nothingIsLeft) {}

    private interface CountOf {
        int get();
    }

    private interface Left {
        boolean get();
    }

    @ParameterizedTest
    @EnumSource
    void itIsRunOrAnsweredOtherwiseAndThePlaceIsFree(Kind kind) {
        for (Script script : Script.all(ACTS)) {
            ScriptedWorkManager container = new ScriptedWorkManager(script);
            Sample sample = kind.submit(container);

            sample.submission().run();
            container.finish();

            String seen = script.toString();
            assertThat(sample.answers().get()).as(seen).containsExactly(script.runsFirst());
            assertThat(sample.runs().get()).as(seen).isEqualTo(script.runsFirst() ? 1 : 0);
            assertThat(sample.nothingIsLeft().get()).as(seen).isTrue();

            container.follow(Script.ORDERLY);
            sample.submission().run();
            container.finish();

            assertThat(sample.answers().get())
                    .as("the next after " + seen)
                    .hasSize(2)
                    .last()
                    .isEqualTo(true);
        }
    }

    /** A realm that fails for a moment must not take the places of the bean with it. */
    @ParameterizedTest
    @EnumSource(names = {"MESSAGE", "QUESTION"})
    void thoseThatWaitedGetTheirTurnWhateverBecameOfTheFirst(Kind kind) {
        for (Script script : Script.all(2)) {
            ScriptedWorkManager container = new ScriptedWorkManager(script);
            Sample sample = kind.submit(container);
            sample.submission().run();
            container.follow(Script.ORDERLY);
            sample.submission().run();
            sample.submission().run();

            container.finish();

            assertThat(sample.answers().get())
                    .as(script.toString())
                    .hasSize(3)
                    .last()
                    .isEqualTo(true);
            assertThat(sample.nothingIsLeft().get()).as(script.toString()).isTrue();
        }
    }

    /** A loop that the container took and did not run would leave every n-th connection without a greeting. */
    @Test
    void anEventLoopRunsOnceOrFailsTheStart() {
        for (Script script : Script.all(ACTS)) {
            ScriptedWorkManager container = new ScriptedWorkManager(script);
            LongRunningThreads threads =
                    new LongRunningThreads(container, new SystemTime(), new LifeMessages(Settings.log()));
            AtomicInteger runs = new AtomicInteger();
            Optional<RejectedExecutionException> refusal = Optional.empty();
            try {
                threads.named("io").execute(runs::incrementAndGet);
            } catch (RejectedExecutionException e) {
                refusal = Optional.of(e);
            }
            container.finish();

            String seen = script.toString();
            assertThat(refusal.isPresent()).as(seen).isEqualTo(script.decidesDuringTheCall() && !script.runsFirst());
            assertThat(runs.get()).as(seen).isEqualTo(script.runsFirst() ? 1 : 0);
            assertThat(container.withContexts())
                    .as(seen)
                    .isEqualTo(script.runsFirst() ? List.of(true) : List.of(true, false));

            container.follow(Script.ORDERLY);
            threads.retry();
            container.finish();
            threads.retry();
            container.finish();

            assertThat(runs.get()).as("in the end, " + seen).isEqualTo(refusal.isPresent() ? 0 : 1);
        }
    }

    @Test
    void aContainerThatTakesNoHintsRunsTheLoopWithoutThem() {
        ScriptedWorkManager container = new ScriptedWorkManager(new Script(
                List.of(),
                ScriptedWorkManager.Return.NORMALLY,
                List.of(ScriptedWorkManager.Act.COMPLETES_WITH_EXCEPTION)));
        LongRunningThreads threads =
                new LongRunningThreads(container, new SystemTime(), new LifeMessages(Settings.log()));
        List<String> names = new ArrayList<>();
        threads.named("io").execute(() -> names.add(Thread.currentThread().getName()));
        container.follow(Script.ORDERLY);

        container.finish();

        assertThat(names).containsExactly("postern-io-1");
        assertThat(Thread.currentThread().getName()).isNotEqualTo("postern-io-1");
        assertThat(log.lines()).isEmpty();
    }

    private static MailTransaction transaction() {
        return ReceivedMessages.transaction();
    }
}
