package org.postern.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.enterprise.connectors.inbound.ActiveInboundResourceAdapterImpl;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.postern.net.FreePort;

/** A container that starts and stops adapters of one class loader, in an order and with failures that a seed decides. */
final class LifeCycleStory implements BootstrapContext, AutoCloseable {
    /** How a start goes wrong. */
    enum Trouble {
        NONE,
        VALUE_REFUSED,
        NO_THREAD,
        NO_TRANSACTIONS,
        MANAGEMENT_FAILS,
        MANAGEMENT_LACKS_A_CLASS
    }

    /** What the container does next, on another thread and beside what it is at. */
    interface Meanwhile {
        void run(LifeCycleStory story);
    }

    private static final int ADAPTERS = 3;
    static final int BEANS = 3;

    final Random random;
    final List<SmtpResourceAdapter> adapters = new ArrayList<>();
    final List<FakeBean> beans = new ArrayList<>();
    final List<SmtpActivationSpec> specs = new ArrayList<>();
    private final int port = FreePort.on("127.0.0.1");
    private final ActivationHandover place = new ActivationHandover();
    private final FakeTransactions transactions = new FakeTransactions();
    private final ThreadWorkManager workManager = new ThreadWorkManager();
    private final MBeanServer management = MBeanServerFactory.newMBeanServer();
    private final List<Thread> others = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Boolean> beside = ThreadLocal.withInitial(() -> false);
    private volatile Trouble trouble = Trouble.NONE;
    private volatile Meanwhile meanwhile = story -> {};

    LifeCycleStory(long seed) {
        random = new Random(seed);
        Surroundings real = Surroundings.real();
        Surroundings surroundings = new Surroundings(
                real.time(),
                real.transport(),
                real.disk(),
                new Surroundings.Machine(real.machine().addresses(), watched(management), "test"),
                real.random());
        for (int i = 0; i < ADAPTERS; i++) {
            SmtpResourceAdapter adapter = new SmtpResourceAdapter(surroundings, place);
            adapter.setHostName("mail.example.org");
            adapter.setListen("smtp://127.0.0.1:" + port);
            adapter.setIoThreads("1");
            adapter.setDuplicateWindowSeconds("0");
            adapter.setDrainTimeoutSeconds("0");
            adapters.add(adapter);
        }
        for (int i = 0; i < BEANS; i++) {
            beans.add(new FakeBean(transactions).named("bean" + i));
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setRecipients("*@" + i + ".example");
            specs.add(spec);
        }
        workManager.onSubmission(this::besideSubmission);
    }

    /** Lets something happen in the middle of whatever the container does. */
    void beside(Meanwhile what) {
        meanwhile = what;
    }

    /** Tells whether it has started. */
    boolean start(SmtpResourceAdapter adapter, Trouble how) {
        trouble = how;
        adapter.setMaxErrors(how == Trouble.VALUE_REFUSED ? "many" : null);
        try {
            adapter.start(this);
            return true;
        } catch (ResourceException | RuntimeException | Error e) {
            return false;
        } finally {
            trouble = Trouble.NONE;
        }
    }

    /** As Payara does it when a property is changed, or by itself. */
    void stop(SmtpResourceAdapter adapter, List<Integer> endedBefore) {
        new ActiveInboundResourceAdapterImpl(() -> {
                    endedBefore.forEach(bean -> adapter.endpointDeactivation(beans.get(bean), specs.get(bean)));
                    adapter.stop();
                })
                .destroy();
    }

    /** Tells whether the adapter has taken it. */
    boolean activate(SmtpResourceAdapter adapter, int bean) {
        try {
            adapter.endpointActivation(beans.get(bean), specs.get(bean));
            return true;
        } catch (ResourceException | RuntimeException | Error e) {
            return false; // Of a start that goes wrong beside it.
        }
    }

    /** An undeployment, on a thread of its own. */
    void deactivate(SmtpResourceAdapter adapter, int bean) {
        join(run(() -> adapter.endpointDeactivation(beans.get(bean), specs.get(bean))));
    }

    /** The beans of the container that get mail, by their number. */
    Set<Integer> active() {
        Set<Integer> active = new TreeSet<>();
        for (ObjectName name : names("type=Activation,*")) {
            try {
                String bean = String.valueOf(management.getAttribute(name, "Name"));
                active.add(Integer.valueOf(bean.replaceAll(".*bean(\\d)\\).*", "$1")));
            } catch (JMException e) {
                throw new AssertionError(e);
            }
        }
        return active;
    }

    boolean isPortFree() {
        return RunningServer.isFree(port);
    }

    /** Ends everything, and finds nothing then. */
    @Override
    public void close() {
        meanwhile = story -> {};
        others.forEach(LifeCycleStory::join);
        adapters.forEach(SmtpResourceAdapter::stop);
        assertThat(names("*")).isEmpty();
        place.begin().sockets().freeAll();
        assertThat(place.isLast()).as("no ended adapter counts as running").isTrue();
        place.end(Left.nothing());
        await().until(() -> workManager.liveThreads() == 0);
        assertThat(isPortFree()).isTrue();
        assertThat(workManager.forgetful()).isEmpty();
    }

    private Set<ObjectName> names(String keys) {
        try {
            return management.queryNames(new ObjectName("org.postern:" + keys), null);
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    private Thread run(Runnable task) {
        Thread thread = new Thread(() -> {
            beside.set(true);
            task.run();
        });
        others.add(thread);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    /** It may have to wait for what the container is at, which goes on then. */
    private void happen() {
        if (!beside.get()) {
            Meanwhile what = meanwhile;
            Thread thread = run(() -> what.run(this));
            try {
                thread.join(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void besideSubmission() {
        if (trouble == Trouble.NO_THREAD) {
            throw new RejectedExecutionException("no thread");
        }
    }

    private MBeanServer watched(MBeanServer server) {
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    if (method.getName().endsWith("registerMBean")) {
                        happen();
                    }
                    if (method.getName().equals("registerMBean")) {
                        if (trouble == Trouble.MANAGEMENT_FAILS) {
                            throw new SecurityException("no management");
                        }
                        if (trouble == Trouble.MANAGEMENT_LACKS_A_CLASS) {
                            throw new NoClassDefFoundError("of management");
                        }
                    }
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public WorkManager getWorkManager() {
        happen();
        return workManager;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        happen();
        if (trouble == Trouble.NO_TRANSACTIONS) {
            throw new IllegalStateException("no transactions");
        }
        return transactions;
    }

    @Override
    public Timer createTimer() throws UnavailableException {
        happen();
        return new Timer("timer of an adapter", true);
    }

    @Override
    public XATerminator getXATerminator() {
        throw new UnsupportedOperationException("not used");
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> type) {
        return false;
    }
}
