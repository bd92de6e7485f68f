package org.postern.simulation;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Timer;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.postern.ra.SimulatedAdapter;

/** One life of an application server: its container, its adapters and the beans that are deployed in it. */
final class Server {
    /** What is deployed: a bean, its adapter, and what its activation says. */
    record Deployment(String bean, int adapter, String listen, boolean asked, boolean transacted, boolean apart) {
        String scheme() {
            return URI.create(listen).getScheme();
        }

        InetSocketAddress address() {
            URI uri = URI.create(listen);
            return new InetSocketAddress(Machine.address(uri.getHost()), uri.getPort());
        }
    }

    private static final List<String> IN_USE = List.of(
            "Connections",
            "EnvelopeMemoryUsed",
            "ContentMemoryUsed",
            "ConnectionMemoryUsed",
            "SpoolUsed",
            "SpoolFilesUsed");

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
    private final String ip;
    private final String name;

    private record Active(SimBean bean, ActivationSpec spec) {}

    Server(
            World world,
            Faults faults,
            SimTime time,
            SimNetwork network,
            Ledger ledger,
            SimState state,
            String ip,
            String name,
            String life,
            Map<String, String> settings) {
        this.world = world;
        this.faults = faults;
        this.time = time;
        this.network = network;
        this.ledger = ledger;
        this.state = state;
        this.settings = settings;
        this.ip = ip;
        this.name = name;
        this.process = new SimProcess(life);
        process.afterEachStep(new Budgets(world, management)::stepped);
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
            SimulatedAdapter adapter = adapter().with(settings);
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

    private SimulatedAdapter adapter() {
        return new SimulatedAdapter(
                time,
                network.transport(process),
                disk,
                state.of(process),
                process.properties(),
                List.of(Machine.address(ip)),
                management,
                new Random(world.between(0L, Long.MAX_VALUE)),
                name,
                place);
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
                    deployment.apart(),
                    world.chance(0.3) ? world.between(1, 4) : 100);
            beans.add(bean);
            Map<String, String> values = new LinkedHashMap<>();
            values.put("listen", deployment.listen());
            values.put("recipients", "*@" + deployment.bean());
            values.put("transaction", deployment.apart() ? "recipient" : "message");
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
        SimBean bean = new SimBean(world, faults, ledger, transactions, "wrong.example", false, true, false, 1);
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
    void restart(int number, boolean endsBeans) {
        world.tell("adapter " + number + " is restarted" + (endsBeans ? "" : ", and its beans are not ended"));
        SimulatedAdapter adapter = adapters.get(number);
        Map<Deployment, Active> kept = new LinkedHashMap<>();
        active.forEach((deployment, one) -> {
            if (deployment.adapter() == number) {
                kept.put(deployment, one);
            }
        });
        if (endsBeans) {
            kept.values().forEach(one -> adapter.deactivate(one.bean(), one.spec()));
        }
        stop(number);
        start(number);
        if (adapters.size() > 1) {
            // An adapter cannot tell whose successor it is when another one runs in its class loader: the log asks for
            // this.
            redeploy(number);
        }
    }

    private void redeploy(int number) {
        List<Deployment> all = active.keySet().stream()
                .filter(deployment -> deployment.adapter() == number)
                .toList();
        all.forEach(active::remove);
        all.forEach(this::deploy);
    }

    /** What is refused starts nothing, or goes on with what was there before; the right values heal it. */
    void restartWrongly(int number) {
        stop(number);
        boolean hasSuccessor = adapters.isEmpty() && !active.isEmpty();
        try {
            SimulatedAdapter wrong = adapter().with(settings).with(Map.of("maxErrors", "many"));
            wrong.start(new Context());
            adapters.put(number, wrong);
            world.tell("a wrong configuration is not used");
            if (!hasSuccessor) {
                world.violated("a wrong configuration is not refused");
            }
        } catch (ResourceException e) {
            world.tell("a wrong configuration is refused");
        }
        world.self().sleep(world.mostly(Duration.ofSeconds(1), Duration.ofMinutes(1)));
        stop(number);
        start(number);
        if (adapters.size() > 1) {
            redeploy(number);
        }
    }

    long managementBeans() {
        try {
            return management.queryNames(new ObjectName("org.postern:*"), null).size();
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the management beans of adapters say is in use, of which nothing may be when nobody is there. */
    List<String> inUse() {
        List<String> used = new ArrayList<>();
        try {
            for (ObjectName name : management.queryNames(new ObjectName("org.postern:type=Adapter,*"), null)) {
                for (String attribute : IN_USE) {
                    Object value = management.getAttribute(name, attribute);
                    if (((Number) value).longValue() != 0) {
                        used.add(attribute + "=" + value + " of " + name);
                    }
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        return used;
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
            return new SimTimer(world, process);
        }

        @Override
        public boolean isContextSupported(Class<? extends WorkContext> type) {
            return world.chance(0.5);
        }
    }
}
