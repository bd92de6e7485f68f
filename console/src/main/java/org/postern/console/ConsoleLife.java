package org.postern.console;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.management.ManagementFactory;

/** Makes the console when it is deployed, on threads of the container, and ends it with all that waits for it. */
public class ConsoleLife implements ServletContextListener {
    /** May have a single thread: what can wait for a client is nothing for it. */
    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    ManagedScheduledExecutorService clock;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ManagedExecutorService senders;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Console console = new Console(
                ManagementFactory.getPlatformMBeanServer(),
                event.getServletContext().getServerInfo(),
                clock,
                senders);
        console.putInto(event.getServletContext());
        console.goOn();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Console.of(event.getServletContext()).end();
    }
}
