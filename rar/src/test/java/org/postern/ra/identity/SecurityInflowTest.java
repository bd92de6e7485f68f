package org.postern.ra.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;
import org.postern.ra.FakeSecurity;
import org.postern.ra.Impatient;
import org.postern.ra.LogLines;
import org.postern.ra.ManualWorkManager;
import org.postern.ra.Settings;
import org.postern.ra.ThreadWorkManager;
import org.postern.ra.identity.UserServer.Kind;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.Messages;
import org.postern.ra.work.WorkSubmitter;

/** What a container does with identities, found out without waiting for it for ever. */
class SecurityInflowTest {
    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
    }

    /** The realm of a server that is still starting, say. Nobody holds a lock meanwhile, and the activation goes on. */
    @Test
    void aContainerThatAnswersTooLateIsBelievedWhenItDoes() {
        CountDownLatch slow = new CountDownLatch(1);
        FakeSecurity security = FakeSecurity.knowing(Map.of("anna", "secret"));
        security.becomeSlow(slow);
        WorkSubmitter container =
                new WorkSubmitter(new ThreadWorkManager(security), Runnable::run, new Messages(Settings.log()));
        Impatient time = new Impatient();
        SecurityInflow inflow = new SecurityInflow(container, time, new IdentityMessages(Settings.log()));
        inflow.tryCallers();
        inflow.tryPasswords();
        inflow.tryPasswords();
        assertThat(log.lines("POSTERN-1042")).singleElement().asString().contains("no thread within 15 s");
        assertThat(inflow.checksPasswords()).isFalse();

        slow.countDown();

        await().until(inflow::checksPasswords);
        assertThat(log.lines("POSTERN-1044")).hasSize(1);
    }

    /** It takes what it is given, and never comes to it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void aContainerThatNeverAnswersCostsItsTimeOnce(int activations) {
        WorkSubmitter container =
                new WorkSubmitter(new ManualWorkManager(), Runnable::run, new Messages(Settings.log()));
        Impatient time = new Impatient();
        SecurityInflow inflow = new SecurityInflow(container, time, new IdentityMessages(Settings.log()));

        for (int i = 0; i < activations; i++) {
            inflow.tryCallers();
            inflow.tryPasswords();
        }

        assertThat(time.waited()).isEqualTo(Duration.ofSeconds(30));
    }

    /** A directory that is away while the application is deployed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whatHasFailedIsTriedAgainLessAndLessOften(int failures) {
        FakeSecurity security = FakeSecurity.knowing(Map.of("anna", "secret"));
        security.breakDown();
        ManualClock time = new ManualClock();
        ThreadWorkManager threads = new ThreadWorkManager(security);
        SecurityInflow inflow = inflow(threads, time);
        inflow.settle(); // Nobody wants to know.
        inflow.tryPasswords();
        for (int i = 1; i <= failures; i++) {
            int count = i;
            await().until(() -> security.failures() == count && threads.liveThreads() == 0);
            time.pass(Duration.ofSeconds(9).multipliedBy(1L << (i - 1)));
            inflow.settle();
            if (i == failures) {
                security.recover();
            }
            time.pass(Duration.ofSeconds(2).multipliedBy(1L << (i - 1)));
            inflow.settle();
        }

        await().until(inflow::checksPasswords);
        assertThat(log.lines("POSTERN-1042")).hasSize(1);
        assertThat(log.lines("POSTERN-1044")).hasSize(1);
        time.pass(Duration.ofDays(1));
        inflow.settle();
        assertThat(log.lines("POSTERN-1044")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whyItFailsIsToldOnceUntilThatChanges(int reasons) {
        FakeSecurity security = FakeSecurity.knowing(Map.of());
        ManualClock time = new ManualClock();
        ThreadWorkManager threads = new ThreadWorkManager(security);
        SecurityInflow inflow = inflow(threads, time);
        security.breakDown("reason 1");
        inflow.tryPasswords();
        for (int i = 1; i <= 3 * reasons; i++) {
            int count = i;
            await().until(() -> security.failures() == count && threads.liveThreads() == 0);
            security.breakDown("reason " + (1 + i / 3));
            time.pass(Duration.ofHours(1));
            inflow.settle();
        }

        await().until(() -> security.failures() == 3 * reasons + 1 && threads.liveThreads() == 0);
        assertThat(log.lines("POSTERN-1042")).hasSize(reasons + 1).allMatch(line -> line.contains("reason "));
    }

    /** Each attempt but the last was given up, and all are answered in the end, in whatever order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void answersThatComeLateBesideOthersAreToldOnceAndUndoNothing(long seed) {
        Random random = new Random(seed);
        List<Runnable> works = new ArrayList<>();
        UserServer server = new UserServer(Kind.PAYARA, works::add);
        WorkSubmitter container = new WorkSubmitter(server, Runnable::run, new Messages(Settings.log()));
        ManualClock time = new ManualClock();
        SecurityInflow inflow = new SecurityInflow(container, time, new IdentityMessages(Settings.log()));
        try {
            Thread.currentThread().interrupt(); // Waits for no answer.
            inflow.tryCallers();
            works.remove(0).run();
            inflow.tryPasswords();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        int attempts = 2 + random.nextInt(4);
        for (int i = 1; i < attempts; i++) {
            time.pass(Duration.ofHours(1));
            inflow.settle();
        }
        assertThat(works).hasSize(attempts);
        Collections.shuffle(works, random);

        works.remove(0).run();
        assertThat(inflow.checksPasswords()).isTrue();
        while (!works.isEmpty()) {
            server.become(random.nextBoolean() ? Kind.BLIND : Kind.PAYARA);
            works.remove(0).run();
        }

        assertThat(inflow.checksPasswords()).isTrue();
        assertThat(log.lines("POSTERN-1044")).hasSize(1);
        assertThat(log.lines("POSTERN-1042"))
                .as("of the time when there was no answer yet")
                .allMatch(line -> line.contains("interrupted"));
        time.pass(Duration.ofDays(1));
        inflow.settle();
        assertThat(works).isEmpty();
    }

    private static SecurityInflow inflow(ThreadWorkManager threads, ManualClock time) {
        WorkSubmitter container = new WorkSubmitter(threads, Runnable::run, new Messages(Settings.log()));
        return new SecurityInflow(container, time, new IdentityMessages(Settings.log()));
    }
}
