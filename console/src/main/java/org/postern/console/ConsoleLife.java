package org.postern.console;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the console when it is deployed, on threads of the container, and ends it with all that waits for it. */
public class ConsoleLife implements ServletContextListener {
    private static final Logger LOGGER = Logger.getLogger("org.postern.console");

    /** May have a single thread: what can wait for a client is nothing for it. */
    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    ManagedScheduledExecutorService clock;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ManagedExecutorService senders;

    private final List<Future<?>> tasks = new ArrayList<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Console console = new Console(
                ManagementFactory.getPlatformMBeanServer(),
                event.getServletContext().getServerInfo(),
                senders);
        console.putInto(event.getServletContext());
        repeat(Samples.STEP, console::sample);
        repeat(LiveFeed.STEP, console::tell);
    }

    private void repeat(Duration step, Runnable work) {
        tasks.add(clock.scheduleWithFixedDelay(() -> withoutEnd(work), 0, step.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** What fails once is not to end all that come after it, as a scheduler would have it. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void withoutEnd(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.FINE, "The management beans could not be read this time", e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        tasks.forEach(task -> task.cancel(false));
        Console.of(event.getServletContext()).feed().close();
    }
}
