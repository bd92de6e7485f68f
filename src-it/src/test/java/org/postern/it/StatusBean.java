package org.postern.it;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The management bean of one local address, as any JMX console reads it. */
final class StatusBean {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    private StatusBean(ObjectName name) {
        this.name = name;
    }

    static StatusBean of(String address, int port) throws JMException {
        ObjectName pattern = new ObjectName(
                "org.postern:type=LocalAddress,address=" + ObjectName.quote(address) + ",port=" + port + ",*");
        Set<ObjectName> found = ManagementFactory.getPlatformMBeanServer().queryNames(pattern, null);
        if (found.size() != 1) {
            throw new JMException("Not one bean of " + address + ":" + port + ", but " + found);
        }
        return new StatusBean(found.iterator().next());
    }

    /** The class loader of the adapter. */
    ClassLoader loader() throws JMException {
        return server.getClassLoaderFor(name);
    }

    String text(String attribute) throws JMException {
        return String.valueOf(server.getAttribute(name, attribute));
    }

    String[] texts(String attribute) throws JMException {
        return (String[]) server.getAttribute(name, attribute);
    }

    /** An attribute that counts several things by their names. */
    Map<String, Long> counts(String attribute) throws JMException {
        TabularData table = (TabularData) server.getAttribute(name, attribute);
        return table.values().stream()
                .map(CompositeData.class::cast)
                .collect(Collectors.toMap(row -> (String) row.get("key"), row -> (Long) row.get("value")));
    }

    /** An attribute that is a list. */
    Stream<CompositeData> rows(String attribute) throws JMException {
        return Stream.of((CompositeData[]) server.getAttribute(name, attribute));
    }

    void reload() throws JMException {
        server.invoke(name, "reload", new Object[0], new String[0]);
    }

    String explain(String address, int port) throws JMException {
        return (String) server.invoke(
                name, "explain", new Object[] {address, port}, new String[] {String.class.getName(), "int"});
    }

    void listen(NotificationListener listener) throws JMException {
        server.addNotificationListener(name, listener, null, null);
    }
}
