package org.postern.test.container;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
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

    /** Whether the container begins a transaction for a call. */
    boolean isTransacted(Method method) throws NoSuchMethodException {
        TransactionManagement management = bean.getAnnotation(TransactionManagement.class);
        if (management != null && management.value() == TransactionManagementType.BEAN) {
            return false;
        }
        return annotation(method, TransactionAttribute.class)
                .map(attribute -> attribute.value() == TransactionAttributeType.REQUIRED)
                .orElse(true);
    }

    /** Whether the caller may call: any may where a bean says nothing about roles. */
    boolean isAllowed(Method method, Users users) throws NoSuchMethodException {
        Method own = own(method);
        if (own.isAnnotationPresent(PermitAll.class)) {
            return true;
        }
        if (annotation(method, DenyAll.class).isPresent()) {
            return false;
        }
        return annotation(method, RolesAllowed.class)
                .map(allowed -> Arrays.stream(allowed.value()).anyMatch(users::isCallerIn))
                .orElse(true);
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
