package org.postern.it;

import com.sun.ejb.containers.EjbContainerUtilImpl;
import com.sun.enterprise.container.common.impl.ComponentEnvManagerImpl;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import org.glassfish.ejb.deployment.descriptor.EjbBundleDescriptorImpl;
import org.glassfish.ejb.deployment.descriptor.EjbMessageBeanDescriptor;
import org.glassfish.ejb.mdb.MessageBeanContainer;

/**
 * What Payara keeps of message-driven beans whose application failed to deploy, whatever the reason, for as long as the
 * server runs: the timers that resize their pools, their containers, and what they look up. All have the application's class loader.
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
        ComponentEnvManagerImpl names =
                (ComponentEnvManagerImpl) EjbContainerUtilImpl.getInstance().getComponentEnvManager();
        Map<?, ?> environments = (Map<?, ?>) value(ComponentEnvManagerImpl.class, "compId2Env", names);
        for (Object environment : List.copyOf(environments.values())) {
            Object owner = value(environment.getClass(), "env", environment);
            if (owner instanceof EjbMessageBeanDescriptor || owner instanceof EjbBundleDescriptorImpl) {
                environments.values().remove(environment);
            }
        }
    }

    private static Object value(Class<?> declaring, String name, Object owner) throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
