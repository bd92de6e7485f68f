package org.postern.ra.delivery;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.transaction.xa.XAResource;

/** Its endpoints have the methods of endpoints and no others: the bean was activated for another listener interface. */
record ForwardingFactory(MessageEndpointFactory factory) implements MessageEndpointFactory {
    @Override
    public MessageEndpoint createEndpoint(XAResource resource) {
        return (MessageEndpoint) Proxy.newProxyInstance(
                ForwardingFactory.class.getClassLoader(),
                new Class<?>[] {MessageEndpoint.class},
                (proxy, method, arguments) -> null);
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return false;
    }

    @Override
    public String getActivationName() {
        return factory.getActivationName();
    }

    @Override
    public Class<?> getEndpointClass() {
        return factory.getEndpointClass();
    }
}
