package org.postern.console;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;

/** The management beans of all adapters in this server. */
final class Beans {
    /** A server with more addresses is not shown as a whole. */
    static final int MOST_BEANS = 500;

    private static final int MOST_ATTRIBUTES = 200;

    /** What may be done from the page, and to what; nothing else can be called through it. */
    private static final Map<String, Set<String>> ACTIONS = Map.of(
            "Activation", Set.of("pause", "resume"),
            "Acceptor", Set.of("pause", "resume"),
            "LocalAddress", Set.of("reload"));

    private final MBeanServer server;

    Beans(MBeanServer server) {
        this.server = server;
    }

    List<Bean> ofType(String type) {
        return names(type).stream().map(this::read).flatMap(Optional::stream).toList();
    }

    List<ObjectName> names(String type) {
        return server.queryNames(name("org.postern:type=" + type + ",*"), null).stream()
                .sorted()
                .limit(MOST_BEANS)
                .toList();
    }

    /** Empty if it has gone meanwhile. */
    Optional<Bean> read(ObjectName name) {
        try {
            String[] all = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                    .filter(MBeanAttributeInfo::isReadable)
                    .map(MBeanAttributeInfo::getName)
                    .limit(MOST_ATTRIBUTES)
                    .toArray(String[]::new);
            return Optional.of(new Bean(name, attributes(name, all)));
        } catch (JMException e) {
            return Optional.empty();
        }
    }

    /** Only these; those that it does not have, or that fail, are left out. */
    Optional<Bean> read(ObjectName name, String... wanted) {
        try {
            return Optional.of(new Bean(name, attributes(name, wanted)));
        } catch (JMException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> attributes(ObjectName name, String[] wanted) throws JMException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Attribute one : server.getAttributes(name, wanted).asList()) {
            if (one.getValue() != null) {
                values.put(one.getName(), one.getValue());
            }
        }
        return values;
    }

    boolean has(ObjectName name, String operation) {
        try {
            return Arrays.stream(server.getMBeanInfo(name).getOperations())
                    .anyMatch(one -> one.getName().equals(operation));
        } catch (JMException e) {
            return false;
        }
    }

    /** Does one of the few things that an operator can do. */
    void act(String id, String action) {
        ObjectName name = ours(id);
        Set<String> allowed = ACTIONS.getOrDefault(String.valueOf(name.getKeyProperty("type")), Set.of());
        if (!allowed.contains(action)) {
            throw new RefusedException(400, "This cannot be done from here: " + action);
        }
        invoke(name, action, List.of());
    }

    /**
     * What an operation answers. Its parameters are texts, and whole numbers where the bean has them so. An Error within the adapter is no
     * answer, and is thrown as it comes.
     */
    Object invoke(ObjectName name, String operation, List<Object> parameters) {
        String[] signature = parameters.stream()
                .map(one -> one instanceof Integer ? "int" : String.class.getName())
                .toArray(String[]::new);
        try {
            Object answer = server.invoke(name, operation, parameters.toArray(), signature);
            return answer == null ? "" : answer;
        } catch (InstanceNotFoundException e) {
            throw new RefusedException(404, "It is not there any more: " + name, e);
        } catch (MBeanException | RuntimeMBeanException e) {
            throw new RefusedException(409, reason(e), e);
        } catch (RuntimeErrorException e) {
            throw e;
        } catch (JMException | JMRuntimeException e) {
            throw new RefusedException(501, "This adapter has no such operation: " + operation, e);
        }
    }

    /** What the adapter itself said, without the words of JMX around it. */
    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return JsonValues.cut(String.valueOf(cause.getMessage()));
    }

    /** A bean of an adapter, and no other of the server. */
    static ObjectName ours(String id) {
        ObjectName name = name(id);
        if (!name.getDomain().equals("org.postern") || name.isPattern()) {
            throw new RefusedException(400, "This is no bean of an adapter: " + JsonValues.cut(id));
        }
        return name;
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new RefusedException(400, "This is no name of a bean: " + JsonValues.cut(text), e);
        }
    }
}
