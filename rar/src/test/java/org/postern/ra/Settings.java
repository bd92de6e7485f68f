package org.postern.ra;

import jakarta.resource.spi.work.WorkManager;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.postern.net.SystemTime;
import org.postern.net.TasksOn;
import org.postern.net.Time;

/** Configurations as texts. */
final class Settings {
    private Settings() {}

    static Map<Property, String> of(Object... propertiesAndValues) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        for (int i = 0; i < propertiesAndValues.length; i += 2) {
            values.put((Property) propertiesAndValues[i], propertiesAndValues[i + 1].toString());
        }
        return values;
    }

    /** Read as an activation's would be, without a look at what is wrong. */
    static EndpointConfig endpoint(Object... propertiesAndValues) {
        return EndpointConfig.read(Configuration.ofAdapter(of(propertiesAndValues)));
    }

    static Log log() {
        return new Log(new SystemTime());
    }

    static DuplicateMemory noMemory() {
        return new DuplicateMemory(DuplicateFile.inMemory(1), Duration.ZERO, new SystemTime());
    }

    /** What is submitted reaches the container before the call returns, as if there were nothing else to do. */
    static WorkSubmitter submitter(WorkManager workManager) {
        return new WorkSubmitter(
                workManager,
                new OneAfterAnother(failure -> {
                    throw new AssertionError(failure);
                }),
                new Messages(log()));
    }

    /** Of a container that was never asked for its identities. */
    static BeanLanes lanes(WorkManager workManager, Time time) {
        WorkSubmitter container = submitter(workManager);
        return new BeanLanes(container, new SecurityInflow(container, time, new IdentityMessages(log())), time);
    }

    static Deliveries deliveries(BeanLanes lanes, FakeTransactions transactions, Time time) {
        return new Deliveries(
                lanes, transactions.ofThreads(), noMemory(), time, new TasksOn(Runnable::run), new DeliveryMessages(log()));
    }

    static LimitAttributes noLimits() {
        return new LimitAttributes(
                new WritableLimits<>(Map.of(), property -> false, none -> none), "nothing", new LifeMessages(log()));
    }

    static AdapterConfig adapter(Object... propertiesAndValues) {
        return AdapterConfig.read(Configuration.ofAdapter(of(propertiesAndValues)));
    }
}
