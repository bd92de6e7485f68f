package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The container takes an event loop and says later that it has not run it. It is asked again, by a thread that it may make wait:
 * no event loop that serves connections, as long as there is another one.
 */
@Timeout(60)
class LostLoopTest {
    private final RunningServer server = new RunningServer();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Set<String> lostOnes = new ConcurrentSkipListSet<>();
    private final Set<String> forgottenOnes = new ConcurrentSkipListSet<>();
    private volatile boolean promptly;
    private final Set<String> askers = new ConcurrentSkipListSet<>();
    private final WorkManager container = (WorkManager) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {WorkManager.class}, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("scheduleWork");
                schedule((Work) arguments[0], (WorkListener) arguments[3]);
                return null;
            });

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postern-io-1", "postern-io-2", "postern-io-1 postern-io-2"})
    void isAskedForByTheDispatcher(String lost) throws Exception {
        startWithout(lost);

        assertThat(askers).contains("postern-dispatcher-1").noneMatch(name -> name.startsWith("postern-io-"));
    }

    /** The same container must not fail one start and not the next. */
    @ParameterizedTest
    @ValueSource(strings = {"postern-io-1", "postern-dispatcher-1", "postern-io-1 postern-io-2"})
    void isNotRefusedAtOnceThoughSomebodySaysSoBeforeItIsTaken(String lost) throws Exception {
        promptly = true;

        startWithout(lost);
    }

    /** Without the dispatcher nothing could be delivered. */
    @ParameterizedTest
    @ValueSource(
            strings = {"postern-dispatcher-1", "postern-dispatcher-1 postern-io-1", "postern-dispatcher-1 postern-io-2"
            })
    void isAskedForByAnEventLoopIfItIsTheDispatcher(String lost) throws Exception {
        startWithout(lost);
    }

    /** It says nothing, and runs nothing. Whoever connects is served by the other one. */
    @ParameterizedTest
    @ValueSource(strings = {"postern-io-1", "postern-io-2"})
    void isToldOfWhenNobodyEverRunsIt(String forgotten) throws Exception {
        forgottenOnes.add(forgotten);
        try (LogLines log = new LogLines()) {
            server.adapter.start(new FakeContainer(container, server.transactions));
            await().until(() -> runs(forgotten.endsWith("1") ? "postern-io-2" : "postern-io-1"));
            server.activate(server.bean("orders"));

            for (int i = 0; i < 10; i++) {
                assertThat(server.send(i + "\r\n")).startsWith("250");
            }

            server.settle();
            server.settle();
            await().until(() -> !log.lines("POSTERN-1034").isEmpty());
            assertThat(log.lines("POSTERN-1034"))
                    .singleElement()
                    .asString()
                    .contains("took the event loop " + forgotten + " and has not run it for 5 s");
        }
    }

    private void startWithout(String lost) throws Exception {
        List<String> names = List.of(lost.split(" "));
        lostOnes.addAll(names);
        server.adapter.start(new FakeContainer(container, server.transactions));
        await().until(() -> lostOnes.isEmpty());
        await().until(() -> names.stream().allMatch(this::runs));
        server.activate(server.bean("orders"));
        assertThat(server.send("x\r\n")).startsWith("250");
        assertThat(server.send("y\r\n")).startsWith("250");
    }

    private boolean runs(String name) {
        return threads.stream()
                .anyMatch(thread -> thread.isAlive() && thread.getName().equals(name));
    }

    /** The first time with a hint, which is its name, and at once without, on the thread that says that the first one is lost. */
    private void schedule(Work work, WorkListener listener) throws InterruptedException {
        String asker = Thread.currentThread().getName();
        String name = name(work);
        boolean lost = asker.startsWith("lost ") || lostOnes.contains(name);
        if (forgottenOnes.contains(name)) {
            return;
        }
        if (!asker.startsWith("lost ")) {
            askers.add(asker);
        }
        Thread thread = new Thread(
                () -> {
                    if (lost) {
                        listener.workCompleted(new WorkEvent(
                                this, WorkEvent.WORK_COMPLETED, work, new WorkCompletedException("no context")));
                        lostOnes.remove(name);
                        return;
                    }
                    work.run();
                    listener.workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, null));
                },
                lost ? "lost " + name : "container");
        threads.add(thread);
        thread.start();
        if (lost && promptly) {
            thread.join();
        }
    }

    private static String name(Work work) {
        return Stream.of(work)
                .filter(WorkContextProvider.class::isInstance)
                .flatMap(one -> ((WorkContextProvider) one).getWorkContexts().stream())
                .filter(HintsContext.class::isInstance)
                .map(hints -> (String) ((HintsContext) hints).getHints().get(HintsContext.NAME_HINT))
                .findFirst()
                .orElse("");
    }
}
