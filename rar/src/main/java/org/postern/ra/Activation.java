package org.postern.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;

/** One message-driven bean that wants mail. Thread-safe. */
final class Activation {
    private final MessageEndpointFactory factory;
    private final EndpointConfig config;
    private final String name;
    private volatile boolean closed;

    Activation(MessageEndpointFactory factory, EndpointConfig config) {
        this.factory = factory;
        this.config = config;
        this.name = name(factory);
    }

    /** For people. Servers give the same activation name to several beans, so the class stands with it. */
    String name() {
        return name;
    }

    EndpointConfig config() {
        return config;
    }

    /** No endpoint is created any more. */
    void close() {
        closed = true;
    }

    MessageEndpoint createEndpoint() throws UnavailableException {
        if (closed) {
            throw new UnavailableException("the bean is being undeployed");
        }
        return factory.createEndpoint(null);
    }

    private static String name(MessageEndpointFactory factory) {
        String bean = factory.getEndpointClass() == null
                ? "a bean"
                : factory.getEndpointClass().getName();
        String activation = factory.getActivationName();
        return activation == null || activation.equals(bean) ? bean : bean + " (" + activation + ")";
    }
}
