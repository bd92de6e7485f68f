package org.postern.ra;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** One management bean, as any console finds and reads it. */
record ManagedBean(ObjectName name) {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    /** The only one with these keys. */
    static ManagedBean only(String type, String keys) throws JMException {
        List<ManagedBean> found = all(type, keys);
        if (found.size() != 1) {
            throw new AssertionError("Not one " + type + " with " + keys + ", but " + found);
        }
        return found.get(0);
    }

    static List<ManagedBean> all(String type, String keys) throws JMException {
        Set<ObjectName> found = SERVER.queryNames(new ObjectName("org.postern:type=" + type + "," + keys + ",*"), null);
        return found.stream().map(ManagedBean::new).toList();
    }

    /** What stands for an address on a port. */
    static ManagedBean acceptor(int port) throws JMException {
        return only("Acceptor", "port=" + port);
    }

    /** What stands for an activation of this name. */
    static ManagedBean activation(String name) throws JMException {
        List<ManagedBean> found = all("Activation", "bean=*").stream()
                .filter(bean -> bean.text("Name").endsWith("(" + name + ")"))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("Not one activation " + name + ", but " + found);
        }
        return found.get(0);
    }

    Object get(String attribute) {
        try {
            return SERVER.getAttribute(name, attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    String text(String attribute) {
        return String.valueOf(get(attribute));
    }

    void set(String attribute, Object value) throws JMException {
        SERVER.setAttribute(name, new Attribute(attribute, value));
    }

    void pause() {
        invoke("pause");
    }

    void resume() {
        invoke("resume");
    }

    void reload() {
        invoke("reload");
    }

    /** The rows that an operation gives. */
    CompositeData[] rows(String operation, Object... arguments) {
        String[] types = Stream.of(arguments)
                .map(argument -> argument instanceof Integer
                        ? "int"
                        : argument.getClass().getName())
                .toArray(String[]::new);
        try {
            return (CompositeData[]) SERVER.invoke(name, operation, arguments, types);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private void invoke(String operation) {
        try {
            SERVER.invoke(name, operation, new Object[0], new String[0]);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
