package org.postern.ra.management;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.management.DynamicMBean;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.postern.net.BlockingTasks;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.ra.config.AdapterIdentity;
import org.postern.ra.log.Messages;
import org.postern.ra.work.Check;
import org.postern.ra.work.Errand;

/**
 * The management beans of one adapter, and their names. These are made of names that people have given, so that a
 * restarted adapter has the same ones. Closed with the adapter: whatever is still there then, or comes later, is not
 * registered any more. Trouble with management is no reason not to take mail. Thread-safe.
 */
public final class ManagementRegistry implements AutoCloseable {
    /** Listeners for registrations that have not come back by then are waited for no longer. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    /** An adapter that is replaced by another one has ended by then. */
    static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final String DOMAIN = "org.postern";

    private final MBeanServer server;
    private final AdapterIdentity identity;
    private final BlockingTasks threads;
    private final Time time;
    private final Messages messages;
    private final Registration.Registry told = new Told();
    private final Map<ObjectName, Registration> open = new ConcurrentHashMap<>();
    private volatile String adapter;
    private volatile @Nullable Overlap overlap;
    private volatile boolean closed;

    /**
     * An adapter that runs beside another one of the same classes, which has its name.
     *
     * @param patience when the log says that the name is taken; empty if it has
     */
    private record Overlap(DynamicMBean bean, Registration registration, Optional<Moment> patience) {}

    /** @param threads where beans are taken away: that calls listeners, which are foreign code and may hang */
    public ManagementRegistry(
            MBeanServer server, AdapterIdentity identity, BlockingTasks threads, Time time, Messages messages) {
        this.server = server;
        this.identity = identity;
        this.threads = threads;
        this.time = time;
        this.messages = messages;
        this.adapter = identity.name();
    }

    /**
     * Registers the bean of the adapter itself. It stands for the name: a second adapter of that name in this server (section
     * 6.3.1) gets a number behind it, in all names.
     *
     * @param besideAnother whether another adapter of the same classes runs, which this one may replace
     */
    public void open(AdapterStatusMXBean bean, LimitAttributes limits, boolean besideAnother) {
        DynamicMBean own = new LimitedBean(DescribedBean.of(AdapterStatusMXBean.class, bean), limits);
        Registration registration = openOwn(own);
        if (isNumbered() && besideAnother) {
            overlap = new Overlap(own, registration, Optional.of(time.moment().plus(OVERLAP)));
        } else if (isNumbered()) {
            messages.nameTaken(identity.name(), adapter);
        }
    }

    /** Looks whether the adapter can have its name without a number. */
    public Check check() {
        return new Check("the name in management", this::settle, time, messages);
    }

    /**
     * Takes the name without a number when the adapter that had it has ended: Open Liberty starts an adapter before it ends the
     * one that it replaces. To be called now and then, by one thread at a time.
     */
    void settle() {
        Overlap now = overlap;
        if (now == null || closed) {
            return;
        }
        if (!server.isRegistered(own(1))) {
            now.registration().close();
            Registration registration = openOwn(now.bean());
            overlap = isNumbered() ? new Overlap(now.bean(), registration, now.patience()) : null;
            List.copyOf(open.values()).forEach(Registration::rename);
        } else if (now.patience().filter(end -> !time.moment().isBefore(end)).isPresent()) {
            overlap = new Overlap(now.bean(), now.registration(), Optional.empty());
            messages.nameTaken(identity.name(), adapter);
        }
    }

    private Registration openOwn(DynamicMBean bean) {
        Registration own = new Registration(told, server, bean, this::own, name -> true, time);
        own.open();
        ObjectName name = own.name();
        if (name != null) {
            adapter = name.getKeyProperty("adapter");
        }
        return own;
    }

    private ObjectName own(int n) {
        return parse(DOMAIN + ":type=Adapter,adapter=" + numbered(n));
    }

    private boolean isNumbered() {
        return !adapter.equals(identity.name());
    }

    /** A place for the only bean of a name, which may change with that of the adapter. */
    public Registration only(Supplier<ObjectName> name, DynamicMBean bean) {
        return new Registration(told, server, bean, n -> name.get(), this::isCurrent, time);
    }

    /** A place for one of several beans: all but the first to come have a number in their names. */
    public Registration oneOf(Supplier<ObjectName> name, DynamicMBean bean) {
        return new Registration(
                told,
                server,
                bean,
                n -> n == 1 ? name.get() : parse(name.get() + ",number=" + n),
                this::isCurrent,
                time);
    }

    private boolean isCurrent(ObjectName name) {
        return adapter.equals(name.getKeyProperty("adapter"));
    }

    /**
     * The name of a bean.
     *
     * @param keys behind {@code type} and {@code adapter}: key, value, key, value, ...
     */
    public ObjectName name(String type, String... keys) {
        StringBuilder name = new StringBuilder(DOMAIN + ":type=" + type + ",adapter=" + adapter);
        for (int i = 0; i < keys.length; i += 2) {
            name.append(',').append(keys[i]).append('=').append(keys[i + 1]);
        }
        return parse(name.toString());
    }

    /** As it is where it can be, else in quotes. */
    public static String value(String text) {
        return text.isEmpty() || text.matches("(?s).*[,=:\"*?\\n].*") ? ObjectName.quote(text) : text;
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(open.values()).forEach(Registration::close);
    }

    /** Begins to take beans away. */
    public Errand away(Runnable takingAway) {
        return new Errand(takingAway, threads, time);
    }

    /** Waits until they are gone, but not for ever. */
    public void await(Errand takingAway) {
        if (!takingAway.await(PATIENCE)) {
            messages.beansNotGone(PATIENCE);
        }
    }

    private String numbered(int n) {
        return n == 1 ? identity.name() : identity.name() + "-" + n;
    }

    /** What the places of the beans tell. */
    private final class Told implements Registration.Registry {
        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void opened(ObjectName name, Registration registration) {
            open.put(name, registration);
        }

        @Override
        public void closed(ObjectName name, Registration registration) {
            open.remove(name, registration);
        }

        @Override
        public boolean takeAway(ObjectName name) {
            Registration former = open.get(name);
            if (former != null) {
                await(away(former::close));
            }
            return former != null;
        }

        @Override
        public void failed(ObjectName name, Throwable cause) {
            messages.notManaged(name, cause);
        }
    }

    private static ObjectName parse(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
