package org.postern.ra.delivery;

import jakarta.ejb.EJBException;
import jakarta.ejb.TransactionAttribute;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailMessage;
import org.postern.api.MailReply;
import org.postern.ra.FakeTransactions;

/** A container of {@link EndpointDesk}, whose endpoints are made as those of one server or of another. */
final class FakeEndpoints implements MessageEndpointFactory {
    /** How servers make endpoints of beans without a listener method. */
    enum Kind {
        /** A subclass that calls the bean. */
        SUBCLASS,
        /** A subclass that calls a proxy of an interface made for it, and loses what the bean throws (GlassFish). */
        DELEGATING
    }

    final EndpointDesk bean = new EndpointDesk();
    final List<String> steps = new ArrayList<>();
    private final FakeTransactions transactions;
    private final Kind kind;
    private final Class<?> type;
    private boolean failing;
    private boolean exhausted;

    FakeEndpoints(FakeTransactions transactions, Kind kind, Class<?> type) {
        this.transactions = transactions;
        this.kind = kind;
        this.type = type;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (exhausted) {
            throw new UnavailableException("no instance");
        }
        return kind == Kind.SUBCLASS ? new Subclass() : new Delegating();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) throws NoSuchMethodException {
        if (!method.getDeclaringClass().isAssignableFrom(type)) {
            throw new NoSuchMethodException(method.toString());
        }
        return !method.isAnnotationPresent(TransactionAttribute.class);
    }

    @Override
    public String getActivationName() {
        return "desk";
    }

    @Override
    public Class<?> getEndpointClass() {
        return type;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        steps.add("call " + method.getName());
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void before(Method method) {
        steps.add("before " + method.getName());
        if (!method.isAnnotationPresent(TransactionAttribute.class)) {
            transactions.begin();
        }
    }

    /** The end of each transaction fails. */
    FakeEndpoints failingAtTheEnd() {
        failing = true;
        return this;
    }

    /** All are in use. */
    FakeEndpoints withoutInstance() {
        exhausted = true;
        return this;
    }

    void withInstance() {
        exhausted = false;
    }

    private void after() throws ResourceException {
        steps.add("after");
        transactions.end(Status.STATUS_COMMITTED);
        if (failing) {
            throw new ResourceException("rolled back");
        }
    }

    private final class Subclass extends EndpointDesk implements MessageEndpoint {
        @Override
        public void exists(long id) {
            sneak("exists", id);
        }

        @Override
        public MailReply order(long id, MailMessage message) {
            return (MailReply) sneak("order", id, message);
        }

        @Override
        public void info() {
            sneak("info");
        }

        private @Nullable Object sneak(String name, Object... arguments) {
            try {
                return call(method(name), arguments);
            } catch (Throwable e) {
                throw FakeEndpoints.<RuntimeException>as(e);
            }
        }

        @Override
        public void beforeDelivery(Method method) {
            before(method);
        }

        @Override
        public void afterDelivery() throws ResourceException {
            after();
        }

        @Override
        public void release() {
            steps.add("release");
        }
    }

    /** What is generated for the bean's methods. */
    public interface Generated {
        void exists(long id);

        MailReply order(long id, MailMessage message);

        void info();
    }

    private final class Delegating extends EndpointDesk implements MessageEndpoint {
        private final InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return call(method(method.getName()), arguments);
            } catch (Exception e) {
                if (method.getDeclaringClass() == Generated.class) {
                    throw new EJBException("Transaction Attribute not found for method " + method);
                }
                throw e;
            }
        };

        @SuppressWarnings("unused") // Whoever calls the bean looks for it.
        private final Generated delegate = (Generated)
                Proxy.newProxyInstance(Generated.class.getClassLoader(), new Class<?>[] {Generated.class}, handler);

        @Override
        public void exists(long id) {
            delegate.exists(id);
        }

        @Override
        public MailReply order(long id, MailMessage message) {
            return delegate.order(id, message);
        }

        @Override
        public void info() {
            delegate.info();
        }

        @Override
        public void beforeDelivery(Method method) {
            before(method);
        }

        @Override
        public void afterDelivery() throws ResourceException {
            after();
        }

        @Override
        public void release() {
            steps.add("release");
        }
    }

    private static Method method(String name) {
        for (Method method : EndpointDesk.class.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new AssertionError(name);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E as(Throwable cause) throws E {
        throw (E) cause;
    }
}
