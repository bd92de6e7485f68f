package org.postern.api;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Pauses and resumes mail from code, as an administrator does from a console: a program that moves a database or counts stock wants no
 * mail for a while. It speaks to the management beans of the adapters in this server, so it is made with {@code new}
 * wherever it is needed, also before the first mail has come.
 *
 * <p>Application and administrator change the same state: the last one who says something is obeyed. Nothing is lost by a pause. Every
 * reply is one after which senders try again, and a delivery under way ends as it would have, with its true reply.
 *
 * <p><b>Names.</b> An address is named by what only one can have, as in {@code 127.0.0.1:25} or {@code [::1]:25}, or with its scheme as
 * in {@code listen}; one in the file system by its path. A bean is named by the name of its class, or by class and what the container
 * calls its activation, as {@link #names()} has it. Where several have the name, all are meant.
 *
 * <p><b>Not transactional</b>: what is asked for happens at once, and stays when the caller's transaction is rolled back. A pause is
 * forgotten when the application is undeployed or the adapter restarted.
 *
 * <p><b>Threads.</b> Immutable, and safe for use by several threads, also in the middle of a delivery: nothing waits for deliveries. A
 * call may wait some seconds for an address to be opened or closed.
 *
 * <p><b>Errors.</b> Each method with a name throws an {@link IllegalArgumentException} that lists all names when there is none such,
 * which is so as well while the adapter is being restarted. An {@link IllegalStateException} says that the server's management does not
 * let the application in.
 */
public final class MailInflow {
    private static final String DOMAIN = "org.postern";
    private static final Comparator<Pausable> BY_NAME =
            Comparator.comparing(one -> one.names().get(0));

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Optional<String> adapter;

    /** That of all adapters in this server, those of other applications included. */
    public MailInflow() {
        this.adapter = Optional.empty();
    }

    /**
     * That of one adapter.
     *
     * @param adapter what it is called: its {@code adapterName}, else the names of application and archive as in {@code shop#postern}. It
     *     need not be there yet
     */
    public MailInflow(String adapter) {
        this.adapter = Optional.of(adapter);
    }

    /** Pauses every address that there is now. One that is opened later is not paused. */
    public void pause() {
        addresses().forEach(one -> invoke(one, "pause"));
    }

    /**
     * Pauses one address, so that no client is served there any more, or one bean, so that it gets no more messages.
     *
     * @param name of it
     */
    public void pause(String name) {
        find(name).forEach(one -> invoke(one, "pause"));
    }

    /** Ends the pauses of all addresses, not those of beans. An address stays paused as long as all of its beans are. */
    public void resume() {
        addresses().forEach(one -> invoke(one, "resume"));
    }

    /**
     * Ends the pause of one address or of one bean.
     *
     * @param name of it
     */
    public void resume(String name) {
        find(name).forEach(one -> invoke(one, "resume"));
    }

    /**
     * Tells whether no address is served.
     *
     * @return whether all of them are paused, for whatever reason; false if there is none
     */
    public boolean isPaused() {
        List<Pausable> all = addresses().toList();
        return !all.isEmpty() && all.stream().allMatch(this::isPaused);
    }

    /**
     * Tells whether an address or a bean is paused, by the application or by an administrator.
     *
     * @param name of it
     * @return whether it is, or all of this name are; an address is also paused when all of its beans are
     */
    public boolean isPaused(String name) {
        return find(name).stream().allMatch(this::isPaused);
    }

    /**
     * Gives what there is at this moment: addresses with their schemes, then beans, each with its class and what the container calls its
     * activation.
     *
     * @return names that the other methods know, in alphabetical order of each kind, without repetition
     */
    public List<String> names() {
        return all().map(one -> one.names().get(0)).distinct().toList();
    }

    private List<Pausable> find(String name) {
        List<Pausable> found = all().filter(one -> one.names().contains(name)).toList();
        if (found.isEmpty()) {
            List<String> names = names();
            throw new IllegalArgumentException("There is no address or bean \"" + name + "\", but "
                    + (names.isEmpty() ? "none at all" : String.join(", ", names)));
        }
        return found;
    }

    private Stream<Pausable> all() {
        Stream<Pausable> beans = managementBeans("Activation")
                .flatMap(bean -> attribute(bean, "Name").stream().map(name -> Pausable.bean(bean, name)));
        return Stream.concat(addresses(), beans.sorted(BY_NAME));
    }

    private Stream<Pausable> addresses() {
        return managementBeans("Acceptor").map(Pausable::address).sorted(BY_NAME);
    }

    private Stream<ObjectName> managementBeans(String type) {
        return server.queryNames(pattern(type), null).stream()
                .filter(bean -> adapter.stream().allMatch(Pausable.key(bean, "adapter")::equals));
    }

    private boolean isPaused(Pausable one) {
        return attribute(one.bean(), "State").filter("PAUSED"::equals).isPresent();
    }

    /** Nothing if it has just ended. */
    private Optional<String> attribute(ObjectName bean, String attribute) {
        try {
            return Optional.of(server.getAttribute(bean, attribute).toString());
        } catch (JMException | SecurityException e) {
            return ended(bean, e);
        }
    }

    private void invoke(Pausable one, String operation) {
        try {
            server.invoke(one.bean(), operation, new Object[0], new String[0]);
        } catch (JMException | SecurityException e) {
            ended(one.bean(), e);
        }
    }

    private Optional<String> ended(ObjectName bean, Exception why) {
        if (server.isRegistered(bean)) {
            throw new IllegalStateException(
                    "The management bean " + bean + " cannot be used: " + why.getMessage(), why);
        }
        return Optional.empty();
    }

    private static ObjectName pattern(String type) {
        try {
            return new ObjectName(DOMAIN + ":type=" + type + ",*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    /**
     * An address or a bean.
     *
     * @param names that it is known by; the first one is that of no other
     */
    private record Pausable(ObjectName bean, List<String> names) {
        static Pausable address(ObjectName bean) {
            String address = key(bean, "address");
            String place = address.startsWith("/") ? address : host(address) + ":" + key(bean, "port");
            return new Pausable(bean, List.of(key(bean, "scheme") + "://" + place, place));
        }

        static Pausable bean(ObjectName bean, String name) {
            return new Pausable(bean, List.of(name, key(bean, "bean")));
        }

        /** Quoted where it has a character that object names reserve. */
        static String key(ObjectName bean, String key) {
            String value = bean.getKeyProperty(key);
            return value.startsWith("\"") ? ObjectName.unquote(value) : value;
        }

        private static String host(String address) {
            return address.contains(":") ? "[" + address + "]" : address;
        }
    }
}
