package org.postern.test.container;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** Makes endpoints for the one instance that a test has of a bean. Thread-safe. */
final class BeanFactory implements MessageEndpointFactory {
    private final Object bean;
    private final BeanMethods methods;
    private final EndpointClass endpoints;
    private final Transactions transactions;
    private final Users users;
    private final Consumer<DeliveryEnd> ends;

    /** One thread at a time is in an instance (Enterprise Beans 4.10.13). */
    private final ReentrantLock instance = new ReentrantLock();

    BeanFactory(Object bean, Class<?> listener, Transactions transactions, Users users, Consumer<DeliveryEnd> ends) {
        this.bean = bean;
        this.methods = new BeanMethods(bean.getClass());
        this.endpoints = new EndpointClass(listener, bean.getClass());
        this.transactions = transactions;
        this.users = users;
        this.ends = ends;
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource) {
        return endpoints.create(new Endpoint(bean, methods, instance, transactions, users, ends));
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout) {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) throws NoSuchMethodException {
        return methods.isTransacted(method);
    }

    @Override
    public String getActivationName() {
        return bean.getClass().getSimpleName();
    }

    @Override
    public Class<?> getEndpointClass() {
        return bean.getClass();
    }
}
