package org.postern.ra.delivery;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.BiFunction;
import org.postern.api.MailListener;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.DeliveryLimits;
import org.postern.ra.config.Property;
import org.postern.ra.config.WritableLimits;
import org.postern.ra.flight.FlightEvents;
import org.postern.ra.flight.FlightRecorder;

/** One message-driven bean that wants mail. Thread-safe. */
public final class Activation {
    private final MessageEndpointFactory factory;
    private final ActivationConfig config;
    private final WritableLimits<DeliveryLimits> limits;
    private final Listener listener;
    private final String bean;
    private final String name;
    private final String nameElsewhere;
    private final Optional<BeanLog> log;
    private final Tracers tracers;
    private final DeliveryCounters counters;
    private final FlightEvents recorder = FlightRecorder.ofThisJvm();
    private final int number;
    private volatile boolean hasTwin;
    private volatile boolean closed;
    private volatile boolean paused;

    public Activation(MessageEndpointFactory factory, ActivationConfig config) {
        this(
                factory,
                config,
                MailListener.class,
                Optional.empty(),
                new DeliveryCounters(),
                1,
                (bean, inTable) -> Optional.empty());
    }

    /**
     * A bean of an adapter.
     *
     * @param listenerType the listener interface that its activation is for
     * @param application that the bean belongs to, if the container says so
     * @param ofAll where what happens with the messages of all beans is counted
     * @param number among those of the adapter
     * @param logs the delivery log of a bean of that class and that name in the table, if it is to have one
     * @throws IllegalArgumentException if it, one of its methods or one of its tracers cannot be called; the message says all that is wrong
     */
    public Activation(
            MessageEndpointFactory factory,
            ActivationConfig config,
            Class<?> listenerType,
            Optional<String> application,
            DeliveryCounters ofAll,
            int number,
            BiFunction<String, String, Optional<BeanLog>> logs) {
        this.number = number;
        this.factory = factory;
        this.config = config;
        this.limits = new WritableLimits<>(config.beanLevel(), Property::isOfBean, DeliveryLimits::read);
        this.counters = new DeliveryCounters(ofAll);
        this.paused = config.pauses().atStart();
        Class<?> beanClass = factory.getEndpointClass();
        ListenerCopies.problem(beanClass).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        ListenerType type = ListenerType.of(listenerType, beanClass);
        this.listener = type == ListenerType.ENDPOINT
                ? EndpointListener.of(factory, beanClass)
                : new InterfaceListener(type, type.asksAboutRecipients(beanClass));
        this.bean = beanClass == null ? "a bean" : beanClass.getName();
        this.tracers = Tracers.of(beanClass);
        String ofApplication = application.orElse("") + "/" + bean;
        this.nameElsewhere = ofApplication + " " + config.text(Property.RECIPIENTS);
        this.log = logs.apply(bean, ofApplication);
        if (log.isPresent()) {
            failOnUntransacted(config);
        }
        String activation = factory.getActivationName();
        this.name = activation == null || activation.equals(bean) ? bean : bean + " (" + activation + ")";
    }

    /** What the bean does must be rolled back if the note of it cannot be written, and the other way round. */
    private void failOnUntransacted(ActivationConfig config) {
        for (Method method : listener.deliveryMethods()) {
            try {
                if (!factory.isDeliveryTransacted(method)) {
                    throw new IllegalArgumentException(Property.DELIVERY_LOG.beanName() + "=\""
                            + config.text(Property.DELIVERY_LOG) + "\": " + method.getName() + "() of " + bean
                            + " is not called in a transaction of the container. Let the container manage its"
                            + " transactions, with REQUIRED, or leave " + Property.DELIVERY_LOG.beanName() + " out.");
                }
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(
                        "the container cannot call " + method.getName() + "() of " + bean, e);
            }
        }
    }

    /** The class of the bean, for lines about messages. */
    public String bean() {
        return bean;
    }

    /** The bean and what the container calls its activation: the latter alone may stand for several beans. */
    public String name() {
        return name;
    }

    /**
     * What this instance, and the next adapter, know the bean by. The container may call two of them the same, also of two applications:
     * where it listens is always part of it, so that it is called the same before another one comes and after that one has gone.
     */
    String nameHere() {
        return name + " " + config.text(Property.LISTEN);
    }

    /**
     * What all instances call the bean: the container's name may begin with that of the instance (Payara). Where it listens is part of it
     * only if that tells it from another one, because that may differ from instance to instance.
     */
    String nameElsewhere() {
        return hasTwin ? nameElsewhere + " " + config.text(Property.LISTEN) : nameElsewhere;
    }

    /** Whether another bean is called the same. */
    public Namesake namesake(Activation other) {
        if (name.equals(other.name)) {
            return Namesake.HERE;
        }
        return nameElsewhere().equals(other.nameElsewhere()) ? Namesake.ELSEWHERE : Namesake.NONE;
    }

    /** Another one of the adapter: what one of them has committed is not to be taken for the other's at other instances. */
    public void tellFrom(Activation other) {
        if (nameElsewhere.equals(other.nameElsewhere)
                && !config.text(Property.LISTEN).equals(other.config.text(Property.LISTEN))) {
            hasTwin = true;
            other.hasTwin = true;
        }
    }

    /** Who hears of its deliveries. */
    FlightEvents recorder() {
        return recorder;
    }

    /** What tells it from another one of the same name, in one life of the adapter. */
    int number() {
        return number;
    }

    /** Where its messages are noted, if they are. */
    Optional<BeanLog> log() {
        return log;
    }

    /** Those that its application wants to be told of its calls. */
    Tracers tracers() {
        return tracers;
    }

    /** Whether what one of them has committed would be taken for the other's. */
    public boolean sharesLogWith(Activation other) {
        return log.isPresent() && other.log.filter(log.get()::isThatOf).isPresent();
    }

    /** What has happened with its messages. */
    public DeliveryCounters counters() {
        return counters;
    }

    public ActivationConfig config() {
        return config;
    }

    /** How much may be under way to the bean, at any moment. */
    public WritableLimits<DeliveryLimits> limits() {
        return limits;
    }

    /** No endpoint is created any more. */
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    public boolean isPaused() {
        return paused;
    }

    /** Tells whether that is a change. */
    public synchronized boolean pause() {
        boolean change = !paused;
        paused = true;
        return change;
    }

    /** Tells whether that is a change. */
    public synchronized boolean resume() {
        boolean change = paused;
        paused = false;
        return change;
    }

    /** Whether it is neither paused nor going away. */
    boolean takesMail() {
        return !closed && !paused;
    }

    /** How the bean is called. */
    Listener listener() {
        return listener;
    }

    /** Whether each of a message's recipients is delivered on its own. */
    public boolean takesRecipientsApart() {
        return config.recipients().apart() || listener.takesRecipientsApart();
    }

    /** Whether the container says that it calls a method in a transaction of its own. */
    boolean isDeliveryTransacted(Method method) throws NoSuchMethodException {
        return factory.isDeliveryTransacted(method);
    }

    MessageEndpoint createEndpoint() throws UnavailableException {
        if (!takesMail()) {
            throw new UnavailableException(closed ? "the bean is being undeployed" : "the bean is paused");
        }
        return factory.createEndpoint(null);
    }
}
