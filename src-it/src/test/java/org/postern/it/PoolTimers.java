package org.postern.it;

import com.sun.ejb.containers.EjbContainerUtilImpl;
import java.lang.reflect.Field;
import java.util.Timer;
import java.util.TimerTask;

/**
 * The timers with which Payara resizes the pools of beans. Nobody cancels that of a bean whose application failed to deploy,
 * whatever the reason: it keeps the application's class loader for as long as the server runs.
 */
final class PoolTimers {
    private PoolTimers() {}

    /** While nothing is deployed that has a pool. */
    static void cancelAll() throws ReflectiveOperationException {
        Timer timer = EjbContainerUtilImpl.getInstance().getTimer();
        Object queue = field(timer, "queue");
        synchronized (queue) {
            for (TimerTask task : (TimerTask[]) field(queue, "queue")) {
                if (task != null && task.getClass().getName().endsWith(".NonBlockingPool$PoolResizeTimerTask")) {
                    task.cancel();
                }
            }
        }
        timer.purge();
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Class<?> declaring = owner instanceof Timer ? Timer.class : owner.getClass();
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
