package org.postern.ra;

import jakarta.resource.spi.work.WorkManager;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.postern.net.SystemTime;

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

    static DuplicateMemory noMemory() {
        return new DuplicateMemory(DuplicateFile.inMemory(1), Duration.ZERO, new SystemTime());
    }

    /** Of a container that was never asked. */
    static SecurityInflow noInflow(WorkManager workManager) {
        return new SecurityInflow(workManager, new SystemTime(), new IdentityMessages());
    }

    static AdapterConfig adapter(Object... propertiesAndValues) {
        return AdapterConfig.read(Configuration.ofAdapter(of(propertiesAndValues)));
    }
}
