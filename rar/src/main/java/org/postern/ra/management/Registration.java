package org.postern.ra.management;

import java.util.function.IntFunction;
import java.util.function.Predicate;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.postern.net.Time;
import org.postern.ra.work.Settler;

/**
 * The place of one management bean, which ends with whatever the bean tells of. Closed before it was opened, it stays
 * closed. Thread-safe. Listeners for registrations are foreign code: one that blocks keeps others waiting no longer than a
 * {@link Settler} does; a thread that must not wait for ever closes it with {@link ManagementRegistry#away}.
 */
public final class Registration implements AutoCloseable {
    /** What its owner knows of all of them. */
    interface Registry {
        /** Whether none is to be there any more. */
        boolean isClosed();

        void opened(ObjectName name, Registration registration);

        void closed(ObjectName name, Registration registration);

        /** Waits until the one of ours that has a name has given it up. Tells whether there was one. */
        boolean takeAway(ObjectName name);

        void failed(ObjectName name, Throwable cause);
    }

    /** Beans of one name that are told apart. */
    private static final int MOST = 1_000;

    private final Registry registry;
    private final MBeanServer server;
    private final DynamicMBean bean;
    private final IntFunction<ObjectName> names;
    private final Predicate<ObjectName> current;
    private final Settler settler;
    private volatile @Nullable ObjectName name;
    private volatile boolean wanted;
    private volatile boolean closed;

    /**
     * Registers nothing yet.
     *
     * @param names the first, the second, ... that is tried; the same again where there is no other
     * @param current whether a name is still what the bean is to be called
     */
    Registration(
            Registry registry,
            MBeanServer server,
            DynamicMBean bean,
            IntFunction<ObjectName> names,
            Predicate<ObjectName> current,
            Time time) {
        this.registry = registry;
        this.server = server;
        this.bean = bean;
        this.names = names;
        this.current = current;
        this.settler = new Settler(this::bringAbout, time);
    }

    /** Registers the bean, unless it is, or is not to be any more. Trouble with that is no reason not to take mail. */
    public void open() {
        wanted = true;
        settler.settle();
    }

    /** Gives it the name that it is to have now, if it is there. */
    void rename() {
        settler.settle();
    }

    /** The name that the bean has got; null while it has none. */
    @Nullable
    ObjectName name() {
        return name;
    }

    @Override
    public void close() {
        closed = true;
        settler.settle();
    }

    /** By one thread at a time. The one that closes it, or the registry, may be faster than a registration that hangs. */
    private void bringAbout() {
        if (wanted && name == null && !isOver()) {
            begin();
        }
        ObjectName former = name;
        if (former != null && !isOver() && !current.test(former)) {
            end(former);
            begin();
        }
        ObjectName ended = name;
        if (ended != null && isOver()) {
            end(ended);
        }
    }

    private boolean isOver() {
        return closed || registry.isClosed();
    }

    private void begin() {
        wanted = false;
        try {
            ObjectName got = register();
            name = got;
            registry.opened(got, this);
        } catch (JMException | RuntimeException e) {
            registry.failed(names.apply(1), e);
        }
    }

    private void end(ObjectName ended) {
        name = null;
        registry.closed(ended, this);
        try {
            server.unregisterMBean(ended);
        } catch (JMException | RuntimeException | Error e) {
            registry.failed(ended, e); // At the end of a deployment classes may be missing.
        }
    }

    private ObjectName register() throws JMException {
        for (int n = 1; n <= MOST; n++) {
            ObjectName wanted = names.apply(n);
            try {
                server.registerMBean(bean, wanted);
                return wanted;
            } catch (InstanceAlreadyExistsException e) {
                if (names.apply(n + 1).equals(wanted)) {
                    return takeOver(wanted, e);
                }
            }
        }
        throw new InstanceAlreadyExistsException(MOST + " have this name already");
    }

    /** An address that was just given up and is wanted again may still have its former bean. */
    private ObjectName takeOver(ObjectName wanted, InstanceAlreadyExistsException taken) throws JMException {
        if (!registry.takeAway(wanted)) {
            throw taken; // By a bean that is not ours.
        }
        server.registerMBean(bean, wanted);
        return wanted;
    }
}
