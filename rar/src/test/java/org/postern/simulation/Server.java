package org.postern.simulation;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Timer;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.postern.ra.SimulatedAdapter;

/** One life of an application server: its container, its adapters and the beans that are deployed in it. */
final class Server {
    static final String IP = "192.0.2.25";

    /** What is deployed: a bean, its adapter, and what its activation says. */
    record Deployment(String bean, int adapter, String listen, boolean asked, boolean transacted) {}

    private final World world;
    private final Faults faults;
    private final SimProcess process;
    private final SimTime time;
    private final SimDisk disk;
    private final SimState state;
    private final SimTransactions transactions;
    private final Ledger ledger;
    private final MBeanServer management = MBeanServerFactory.newMBeanServer();
    private final SimNetwork network;
    private final SimWorkManager workManager;
    private final SimulatedAdapter.Place place = new SimulatedAdapter.Place();
    private final Map<Integer, SimulatedAdapter> adapters = new LinkedHashMap<>();
    private final Map<Deployment, Active> active = new LinkedHashMap<>();
    private final List<SimBean> beans = new ArrayList<>();
    private final Map<String, String> settings;

    private record Active(SimBean bean, ActivationSpec spec) {}

    Server(
            World world,
            Faults faults,
            SimTime time,
            SimNetwork network,
            Ledger ledger,
            SimState state,
            int life,
            Map<String, String> settings) {
        this.world = world;
        this.faults = faults;
        this.time = time;
        this.network = network;
        this.ledger = ledger;
        this.state = state;
        this.settings = settings;
        this.process = new SimProcess("server " + life);
        this.disk = new SimDisk(world, faults, process);
        this.transactions = new SimTransactions(world);
        this.workManager = new SimWorkManager(world, faults, process);
    }

    SimProcess process() {
        return process;
    }

    SimDisk disk() {
        return disk;
    }

    List<SimBean> beans() {
        return beans;
    }

    boolean isDeployed(Deployment deployment) {
        return active.containsKey(deployment);
    }

    /** Starts what is not started, as often as it takes. */
    void start(int number) {
        while (!adapters.containsKey(number)) {
            SimulatedAdapter adapter = new SimulatedAdapter(
                            time,
                            network.transport(process),
                            disk,
                            state.of(process),
                            List.of(Machine.address(IP)),
                            management,
                            new Random(world.between(0L, Long.MAX_VALUE)),
                            place)
                    .with(settings);
            try {
                adapter.start(new Context());
                adapters.put(number, adapter);
                world.tell("adapter " + number + " started");
            } catch (ResourceException e) {
                world.tell("adapter " + number + " does not start: " + e.getMessage());
                world.self().sleep(Duration.ofSeconds(5));
            }
        }
    }

    void stop(int number) {
        SimulatedAdapter adapter = adapters.remove(number);
        if (adapter != null) {
            world.tell("adapter " + number + " stops");
            adapter.stop();
            world.tell("adapter " + number + " has stopped");
        }
    }

    void deploy(Deployment deployment) {
        while (!active.containsKey(deployment)) {
            SimBean bean = new SimBean(
                    world,
                    faults,
                    ledger,
                    transactions,
                    deployment.bean(),
                    deployment.asked(),
                    deployment.transacted(),
                    world.chance(0.3) ? world.between(1, 4) : 100);
            beans.add(bean);
            Map<String, String> values = new LinkedHashMap<>();
            values.put("listen", deployment.listen());
            values.put("recipients", "*@" + deployment.bean());
            try {
                ActivationSpec spec = adapters.get(deployment.adapter()).activate(bean, values);
                active.put(deployment, new Active(bean, spec));
                world.tell(deployment.bean() + " deployed");
            } catch (ResourceException e) {
                world.tell(deployment.bean() + " is refused: " + e.getMessage());
                world.self().sleep(Duration.ofSeconds(3));
            }
        }
    }

    /** A deployment with a mistake in it: refused, and nothing is left of it. */
    void deployWrongly(Deployment deployment) {
        SimBean bean = new SimBean(world, faults, ledger, transactions, "wrong.example", false, true, 1);
        try {
            adapters.get(deployment.adapter())
                    .activate(bean, Map.of("listen", deployment.listen(), "maxRecipients", "many"));
            world.violated("a wrong activation is not refused");
        } catch (ResourceException e) {
            world.tell("a wrong activation is refused");
        }
    }

    void undeploy(Deployment deployment) {
        Active ending = active.remove(deployment);
        if (ending != null) {
            world.tell(deployment.bean() + " is being undeployed");
            adapters.get(deployment.adapter()).deactivate(ending.bean(), ending.spec());
            ending.bean().undeployed();
            world.tell(deployment.bean() + " undeployed");
        }
    }

    /** As Payara does when a property is changed: ends all activations, and activates none again. */
    void restart(int number) {
        world.tell("adapter " + number + " is restarted");
        SimulatedAdapter adapter = adapters.get(number);
        Map<Deployment, Active> kept = new LinkedHashMap<>();
        active.forEach((deployment, one) -> {
            if (deployment.adapter() == number) {
                kept.put(deployment, one);
            }
        });
        kept.values().forEach(one -> adapter.deactivate(one.bean(), one.spec()));
        stop(number);
        start(number);
        if (adapters.size() > 1) {
            // An adapter cannot tell whose successor it is when another one runs in its class loader: the log asks for
            // this.
            kept.keySet().forEach(active::remove);
            kept.keySet().forEach(this::deploy);
        }
    }

    long managementBeans() {
        try {
            return management.queryNames(new ObjectName("org.postern:*"), null).size();
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    MBeanServer management() {
        return management;
    }

    private final class Context implements BootstrapContext {
        @Override
        public WorkManager getWorkManager() {
            return workManager;
        }

        @Override
        public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
            return transactions;
        }

        @Override
        public XATerminator getXATerminator() {
            throw new UnsupportedOperationException("not used");
        }

        @Override
        public Timer createTimer() {
            throw new UnsupportedOperationException("not used");
        }

        @Override
        public boolean isContextSupported(Class<? extends WorkContext> type) {
            return world.chance(0.5);
        }
    }
}
