package org.postern.test.container;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What the annotations of a bean's class say about its methods. Immutable. */
record BeanMethods(Class<?> bean) {
    /**
     * The bean's own method for one of a listener interface.
     *
     * @throws NoSuchMethodException if it has none
     */
    Method own(Method method) throws NoSuchMethodException {
        return method.getDeclaringClass().isAssignableFrom(bean)
                        && !method.getDeclaringClass().isInterface()
                ? method
                : bean.getMethod(method.getName(), method.getParameterTypes());
    }

    /** Whether the bean manages its transactions itself. */
    boolean hasOwnTransactions() {
        TransactionManagement management = bean.getAnnotation(TransactionManagement.class);
        return management != null && management.value() == TransactionManagementType.BEAN;
    }

    /**
     * Refuses what servers refuse.
     *
     * @throws IllegalArgumentException if a method has an attribute that is none of a message-driven bean (Enterprise Beans 8.3.7)
     */
    void failOnWrongAttributes() {
        Stream.concat(
                        Stream.of(bean.getAnnotationsByType(TransactionAttribute.class)),
                        Stream.of(bean.getMethods())
                                .flatMap(method -> Stream.of(method.getAnnotationsByType(TransactionAttribute.class))))
                .map(TransactionAttribute::value)
                .filter(value ->
                        value != TransactionAttributeType.REQUIRED && value != TransactionAttributeType.NOT_SUPPORTED)
                .findFirst()
                .ifPresent(value -> {
                    throw new IllegalArgumentException(bean.getName() + ": a message-driven bean has REQUIRED or"
                            + " NOT_SUPPORTED, and not " + value);
                });
    }

    /** Whether the container begins a transaction for a call. */
    boolean isTransacted(Method method) throws NoSuchMethodException {
        if (hasOwnTransactions()) {
            return false;
        }
        return annotation(method, TransactionAttribute.class)
                .map(attribute -> attribute.value() == TransactionAttributeType.REQUIRED)
                .orElse(true);
    }

    /** Whether the caller may call, as methods say it: Payara does not look at what the class says. */
    boolean isAllowed(Method method, Users users) throws NoSuchMethodException {
        Method own = own(method);
        if (own.isAnnotationPresent(DenyAll.class)) {
            return false;
        }
        RolesAllowed allowed = own.getAnnotation(RolesAllowed.class);
        return allowed == null || Arrays.stream(allowed.value()).anyMatch(users::isCallerIn);
    }

    /** That of the method, or else of the class that declares it (Enterprise Beans 8.3.7.1). */
    private <A extends Annotation> Optional<A> annotation(Method method, Class<A> type) throws NoSuchMethodException {
        Method own = own(method);
        return Optional.ofNullable(own.getAnnotation(type))
                .or(() -> Optional.ofNullable(own.getDeclaringClass().getAnnotation(type)));
    }

    /** Whether what a bean has thrown is the application's own, which containers pass on as it is (Enterprise Beans 9.3.1). */
    static boolean isOfApplication(Throwable thrown) {
        return (thrown instanceof Exception && !(thrown instanceof RuntimeException))
                || thrown.getClass().isAnnotationPresent(ApplicationException.class);
    }

    /** Whether it is the application's own, and rolls back. */
    static boolean isDeclaredToRollBack(Throwable thrown) {
        ApplicationException declared = thrown.getClass().getAnnotation(ApplicationException.class);
        return declared != null && declared.rollback();
    }
}
