package org.postern.ra;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Where the management beans of one adapter are registered. Their names carry its id, because several adapters may live in
 * one server (section 6.3.1). Trouble with management is no reason not to take mail. Thread-safe.
 */
final class ManagementRegistry {
    private final String adapterId;
    private final Messages messages;
    private final MBeanServer server;

    ManagementRegistry(MBeanServer server, String adapterId, Messages messages) {
        this.server = server;
        this.adapterId = adapterId;
        this.messages = messages;
    }

    /**
     * Registers a bean.
     *
     * @param keys the part of its name behind {@code type} and {@code adapter}
     */
    void register(String type, String keys, Object bean) {
        try {
            server.registerMBean(bean, name(type, keys));
        } catch (JMException e) {
            messages.notManaged(type, keys, e);
        }
    }

    void unregister(String type, String keys) {
        try {
            server.unregisterMBean(name(type, keys));
        } catch (JMException e) {
            messages.notManaged(type, keys, e);
        }
    }

    private ObjectName name(String type, String keys) throws JMException {
        return new ObjectName("org.postern:type=" + type + ",adapter=" + adapterId + "," + keys);
    }
}
