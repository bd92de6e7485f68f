package org.postern.it;

import com.sun.ejb.containers.EjbContainerUtilImpl;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import org.glassfish.ejb.mdb.MessageBeanContainer;

/**
 * What Payara keeps of message-driven beans whose application failed to deploy, whatever the reason, for as long as the
 * server runs: the timers that resize their pools, and their containers. Both have the application's class loader.
 */
final class FailedBeans {
    private FailedBeans() {}

    /** While no application with message-driven beans is deployed. */
    static void forget() throws ReflectiveOperationException {
        Timer timer = EjbContainerUtilImpl.getInstance().getTimer();
        Object queue = value(Timer.class, "queue", timer);
        synchronized (queue) {
            for (TimerTask task : (TimerTask[]) value(queue.getClass(), "queue", queue)) {
                if (task != null && task.getClass().getName().endsWith(".NonBlockingPool$PoolResizeTimerTask")) {
                    task.cancel();
                }
            }
        }
        timer.purge();
        Map<?, ?> containers =
                (Map<?, ?>) value(EjbContainerUtilImpl.class, "id2Container", EjbContainerUtilImpl.getInstance());
        containers.values().removeIf(MessageBeanContainer.class::isInstance);
    }

    private static Object value(Class<?> declaring, String name, Object owner) throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
