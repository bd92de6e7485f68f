package org.postern.test.container;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.resource.spi.ApplicationServerInternalException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.endpoint.OnRecipient;

/**
 * What stands between the adapter and a bean for one delivery: begins and ends the transaction, and makes of what the bean throws
 * what containers make of it (Enterprise Beans 9.3). Belongs to one thread.
 */
final class Endpoint implements InvocationHandler {
    private final Object bean;
    private final BeanMethods methods;
    private final ReentrantLock instance;
    private final Transactions transactions;
    private final Users users;
    private final Consumer<DeliveryEnd> ends;
    private @Nullable Method announced;

    Endpoint(
            Object bean,
            BeanMethods methods,
            ReentrantLock instance,
            Transactions transactions,
            Users users,
            Consumer<DeliveryEnd> ends) {
        this.bean = bean;
        this.methods = methods;
        this.instance = instance;
        this.transactions = transactions;
        this.users = users;
        this.ends = ends;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == MessageEndpoint.class) {
            return switch (method.getName()) {
                case "beforeDelivery" -> before((Method) Objects.requireNonNull(arguments)[0]);
                case "afterDelivery" -> after();
                default -> null; // release(): the instance is always there.
            };
        }
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (announced != null) {
            return call(method, arguments);
        }
        // Not announced (Jakarta Connectors 13.5.6, option A): the container begins and ends all around the call.
        begin(method);
        try {
            return call(method, arguments);
        } finally {
            end(false);
        }
    }

    private @Nullable Void before(Method method) throws NoSuchMethodException {
        announced = method;
        begin(method);
        return null;
    }

    private @Nullable Void after() throws ApplicationServerInternalException {
        boolean isDelivery = announced != null && !announced.isAnnotationPresent(OnRecipient.class);
        announced = null;
        DeliveryEnd end = DeliveryEnd.ROLLED_BACK;
        try {
            end = end(isDelivery);
            return null;
        } catch (RollbackException e) {
            throw new ApplicationServerInternalException(e);
        } finally {
            if (isDelivery) {
                ends.accept(end);
            }
        }
    }

    private void begin(Method method) throws NoSuchMethodException {
        if (methods.isTransacted(method)) {
            transactions.begin();
        }
    }

    private DeliveryEnd end(boolean isDelivery) throws RollbackException {
        if (transactions.current() == null) {
            return DeliveryEnd.WITHOUT_TRANSACTION;
        }
        // One that the bean has begun itself and left open is rolled back without a word, as in Payara.
        if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE && !methods.hasOwnTransactions()) {
            if (isDelivery) {
                transactions.commitDelivery();
            } else {
                transactions.commit();
            }
            return DeliveryEnd.COMMITTED;
        }
        transactions.rollBack();
        return DeliveryEnd.ROLLED_BACK;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        if (!methods.isAllowed(method, users)) {
            markForRollback();
            throw new EJBAccessException("The caller has no role that may call " + method.getName());
        }
        Method own = methods.own(method);
        own.setAccessible(true);
        instance.lock();
        try {
            return own.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            throw asContainersThrow(e.getCause() == null ? e : e.getCause());
        } finally {
            instance.unlock();
        }
    }

    private Throwable asContainersThrow(Throwable thrown) {
        if (BeanMethods.isOfApplication(thrown)) {
            if (BeanMethods.isDeclaredToRollBack(thrown)) {
                markForRollback();
            }
            return thrown;
        }
        markForRollback();
        return new EJBException("The bean has failed").initCause(thrown);
    }

    private void markForRollback() {
        if (transactions.current() != null) {
            transactions.setRollbackOnly();
        }
    }

    private static @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "an endpoint";
        };
    }
}
