package org.postern.ra;

import jakarta.resource.spi.work.WorkManager;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.postern.net.SystemTime;
import org.postern.net.TasksOn;
import org.postern.net.Time;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;
import org.postern.ra.config.WritableLimits;
import org.postern.ra.delivery.BeanLanes;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.DeliveryMessages;
import org.postern.ra.duplicates.DuplicateFile;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.ra.identity.SecurityInflow;
import org.postern.ra.log.IdentityMessages;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.log.Log;
import org.postern.ra.log.Messages;
import org.postern.ra.management.LimitAttributes;
import org.postern.ra.work.OneAfterAnother;
import org.postern.ra.work.WorkSubmitter;

/** Configurations as texts. */
public final class Settings {
    private Settings() {}

    public static Map<Property, String> of(Object... propertiesAndValues) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        for (int i = 0; i < propertiesAndValues.length; i += 2) {
            values.put((Property) propertiesAndValues[i], propertiesAndValues[i + 1].toString());
        }
        return values;
    }

    /** Read as an activation's would be, without a look at what is wrong. */
    public static ActivationConfig endpoint(Object... propertiesAndValues) {
        return ActivationConfig.read(Configuration.ofAdapter(of(propertiesAndValues)));
    }

    public static Log log() {
        return new Log(new SystemTime());
    }

    public static DuplicateMemory noMemory() {
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
    public static BeanLanes lanes(WorkManager workManager, Time time) {
        WorkSubmitter container = submitter(workManager);
        return new BeanLanes(container, new SecurityInflow(container, time, new IdentityMessages(log())), time);
    }

    public static Deliveries deliveries(BeanLanes lanes, FakeTransactions transactions, Time time) {
        return new Deliveries(
                lanes,
                transactions.ofThreads(),
                noMemory(),
                time,
                new TasksOn(Runnable::run),
                new DeliveryMessages(log()));
    }

    public static LimitAttributes noLimits() {
        return new LimitAttributes(
                new WritableLimits<>(Map.of(), property -> false, none -> none), "nothing", new LifeMessages(log()));
    }

    static AdapterConfig adapter(Object... propertiesAndValues) {
        return AdapterConfig.read(Configuration.ofAdapter(of(propertiesAndValues)));
    }
}
