package org.postern.ra.delivery;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.api.spi.EndpointCall;

/** Calls a method of a bean's class by the container's endpoint, which is a subclass of the bean's class in all servers. */
final class EndpointMethod {
    private EndpointMethod() {}

    /**
     * Calls it.
     *
     * @throws Throwable what the bean throws, as the container passes it on
     */
    static @Nullable Object invoke(MessageEndpoint endpoint, EndpointCall call) throws Throwable {
        Method method = call.method();
        if (!method.getDeclaringClass().isInstance(endpoint)) {
            throw new IllegalStateException("The container has activated this bean for another listener interface: name"
                    + " MailEndpoint in @MessageDriven(messageListenerInterface = ...)");
        }
        try {
            Optional<Object> delegate = delegate(endpoint);
            return delegate.isPresent()
                    ? Proxy.getInvocationHandler(delegate.get()).invoke(delegate.get(), method, call.arguments())
                    : method.invoke(endpoint, call.arguments());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /**
     * What the endpoint itself passes calls on to, if that is the handler of a proxy. GlassFish and its kin generate endpoints that
     * ask about the transaction attribute of the generated method when the bean has thrown; there is none, and what the bean has
     * thrown is lost. With the bean's own method the handler knows.
     */
    private static Optional<Object> delegate(MessageEndpoint endpoint) {
        for (Field field : endpoint.getClass().getDeclaredFields()) {
            Optional<Object> value =
                    Modifier.isStatic(field.getModifiers()) ? Optional.empty() : value(field, endpoint);
            if (value.filter(one -> Proxy.isProxyClass(one.getClass())).isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(of));
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            return Optional.empty();
        }
    }
}
