package org.postern.console;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConsoleLifeTest {
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
    private final ConsoleLife life = new ConsoleLife();
    private boolean forgets;

    @AfterEach
    void end() {
        over.countDown();
        clock.shutdownNow();
        senders.shutdownNow();
    }

    /** The scheduled executor of a server may have a single thread. */
    @Test
    void aPageThatReadsNothingHoldsNoOtherUp() throws Exception {
        ServletContextEvent event = begin();
        Page slow = new Page(over);
        Page other = new Page(new CountDownLatch(0));

        console(event).feed().join(slow, Instant.now());
        assertThat(slow.told.get(10, SECONDS)).contains("addresses");
        console(event).feed().join(other, Instant.now());
        assertThat(other.told.get(10, SECONDS)).contains("addresses");

        life.contextDestroyed(event);
        assertThat(other.closed.get(10, SECONDS)).isTrue();
    }

    /** Payara does so with one that it finds not enabled yet. */
    @Test
    void whatTheContainerHasGivenUpGoesOnWithTheNextRequest() throws Exception {
        forgets = true;
        ServletContextEvent event = begin();
        forgets = false;
        Page page = new Page(new CountDownLatch(0));
        console(event).feed().join(page, Instant.now());
        StateResource resource = new StateResource(event.getServletContext());

        while (!page.told.isDone() && !Thread.currentThread().isInterrupted()) { // It is asked as often as pages ask.
            assertThat(resource.state()).contains("addresses");
        }

        assertThat(page.told).isCompleted();
        life.contextDestroyed(event);
    }

    private ServletContextEvent begin() {
        life.clock = stand(ManagedScheduledExecutorService.class, (called, given) -> switch (called) {
            case "scheduleWithFixedDelay" -> repeat((Runnable) given[0]);
            case "execute" -> executeOn(clock, given);
            default -> throw new UnsupportedOperationException(called);
        });
        life.senders = stand(ManagedExecutorService.class, (called, given) -> executeOn(senders, given));
        ServletContext context = stand(ServletContext.class, (called, given) -> switch (called) {
            case "getServerInfo" -> "Payara";
            case "setAttribute" -> attributes.put(given[0], given[1]);
            case "getAttribute" -> attributes.get(given[0]);
            default -> throw new UnsupportedOperationException(called);
        });
        ServletContextEvent event = new ServletContextEvent(context);
        life.contextInitialized(event);
        return event;
    }

    private static Console console(ServletContextEvent event) {
        return Console.of(event.getServletContext());
    }

    private ScheduledFuture<?> repeat(Runnable round) {
        ScheduledFuture<?> task = clock.scheduleWithFixedDelay(forgets ? () -> {} : round, 0, 10, MILLISECONDS);
        if (forgets) {
            task.cancel(false);
        }
        return task;
    }

    private static Object executeOn(ExecutorService threads, Object[] given) {
        threads.execute((Runnable) given[0]);
        return "";
    }

    private static <T> T stand(Class<T> type, BiFunction<String, Object[], Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    Object given = answers.apply(called.getName(), arguments);
                    return called.getReturnType() == void.class ? null : given;
                }));
    }

    private record Page(CountDownLatch reading, CompletableFuture<String> told, CompletableFuture<Boolean> closed)
            implements LiveFeed.Listener {
        private Page(CountDownLatch reading) {
            this(reading, new CompletableFuture<>(), new CompletableFuture<>());
        }

        @Override
        public CompletionStage<?> send(String state) {
            told.complete(state);
            try {
                reading.await();
            } catch (InterruptedException e) {
                return CompletableFuture.failedFuture(e);
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void close() {
            closed.complete(true);
        }
    }
}
