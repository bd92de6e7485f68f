package org.postern.test.container;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.not;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.implementation.MethodCall;
import org.postern.api.MailEndpoint;

/**
 * Makes endpoints as servers do: for a listener interface with methods an object that has it, and for {@link MailEndpoint} one of a
 * subclass of the bean, which is made once.
 */
final class EndpointClass {
    private static final String HANDLER = "postern$handler";

    private final Class<?> listener;
    private final Class<?> bean;
    private final boolean isSubclass;

    EndpointClass(Class<?> listener, Class<?> bean) {
        this.listener = listener;
        this.isSubclass = listener == MailEndpoint.class;
        this.bean = isSubclass ? subclass(bean) : bean;
    }

    MessageEndpoint create(InvocationHandler handler) {
        if (!isSubclass) {
            return (MessageEndpoint) Proxy.newProxyInstance(
                    bean.getClassLoader(), new Class<?>[] {MessageEndpoint.class, listener}, handler);
        }
        try {
            Constructor<?> constructor = bean.getConstructor(InvocationHandler.class);
            return (MessageEndpoint) constructor.newInstance(handler);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The bean's own constructor without parameters fails", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> subclass(Class<?> bean) {
        Constructor<?> ofBean;
        try {
            ofBean = bean.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    bean.getName() + " needs a public constructor without parameters beside its others: containers"
                            + " make a subclass of a bean without a listener interface of its own",
                    e);
        }
        try {
            return new ByteBuddy()
                    .subclass(bean, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                    .implement(MessageEndpoint.class)
                    .defineField(HANDLER, InvocationHandler.class, Visibility.PUBLIC)
                    .defineConstructor(Visibility.PUBLIC)
                    .withParameters(InvocationHandler.class)
                    .intercept(MethodCall.invoke(ofBean)
                            .andThen(FieldAccessor.ofField(HANDLER).setsArgumentAt(0)))
                    .method(not(isDeclaredBy(Object.class)))
                    .intercept(InvocationHandlerAdapter.toField(HANDLER))
                    .make()
                    .load(bean.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                    .getLoaded();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    bean.getName() + " cannot have a subclass: its class must be public and not final", e);
        }
    }
}
