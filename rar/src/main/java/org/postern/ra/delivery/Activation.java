package org.postern.ra.delivery;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import org.postern.api.MailListener;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.DeliveryLimits;
import org.postern.ra.config.Property;
import org.postern.ra.config.WritableLimits;

/** One message-driven bean that wants mail. Thread-safe. */
public final class Activation {
    private final MessageEndpointFactory factory;
    private final ActivationConfig config;
    private final WritableLimits<DeliveryLimits> limits;
    private final Listener listener;
    private final String bean;
    private final String name;
    private final DeliveryCounters counters;
    private final int number;
    private volatile boolean closed;
    private volatile boolean paused;

    public Activation(MessageEndpointFactory factory, ActivationConfig config) {
        this(factory, config, MailListener.class, new DeliveryCounters(), 1);
    }

    /**
     * A bean of an adapter.
     *
     * @param listenerType the listener interface that its activation is for
     * @param ofAll where what happens with the messages of all beans is counted
     * @param number among those of the adapter
     * @throws IllegalArgumentException if it, or one of its methods, cannot be called; the message says all that is wrong
     */
    public Activation(
            MessageEndpointFactory factory,
            ActivationConfig config,
            Class<?> listenerType,
            DeliveryCounters ofAll,
            int number) {
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
        String activation = factory.getActivationName();
        this.name = activation == null || activation.equals(bean) ? bean : bean + " (" + activation + ")";
    }

    /** The class of the bean, for lines about messages. */
    public String bean() {
        return bean;
    }

    /** The bean and what the container calls its activation: the latter alone may stand for several beans. */
    public String name() {
        return name;
    }

    /** What tells it from another one of the same name, in one life of the adapter. */
    int number() {
        return number;
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
