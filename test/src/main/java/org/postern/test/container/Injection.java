package org.postern.test.container;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills the fields of a bean that its container fills, if a test has not done so, and says so to the bean. What an earlier container
 * has filled is filled again. Immutable.
 *
 * @param ofContainer what the container itself has for the bean
 * @param ofTest what the test gives, which counts more
 */
record Injection(List<Object> ofContainer, List<Object> ofTest) {
    /** By name: an application need not have all of them. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "jakarta.annotation.Resource",
            "jakarta.ejb.EJB",
            "jakarta.inject.Inject",
            "jakarta.persistence.PersistenceContext");

    private static final String POST_CONSTRUCT = "jakarta.annotation.PostConstruct";

    /** Leaves alone what nothing here fits. */
    void into(Object bean) {
        Deque<Class<?>> types = new ArrayDeque<>();
        for (Class<?> type = bean.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            types.push(type);
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && hasAny(field.getAnnotations(), ANNOTATIONS)) {
                    fill(field, bean);
                }
            }
        }
        types.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> hasAny(method.getAnnotations(), Set.of(POST_CONSTRUCT)))
                .forEach(method -> call(method, bean));
    }

    private static boolean hasAny(Annotation[] annotations, Set<String> names) {
        return Arrays.stream(annotations)
                .map(Annotation::annotationType)
                .map(Class::getName)
                .anyMatch(names::contains);
    }

    private void fill(Field field, Object bean) {
        try {
            field.setAccessible(true);
            if (isForUs(field.get(bean))) {
                Object fitting = fitting(field);
                if (fitting != null) {
                    field.set(bean, fitting);
                }
            }
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException("The field " + field + " cannot be filled", e);
        }
    }

    /** Not what the test has put there itself. */
    private static boolean isForUs(@Nullable Object value) {
        return value == null || value.getClass().getPackage() == Injection.class.getPackage();
    }

    private @Nullable Object fitting(Field field) {
        List<Object> given = ofTest.stream().filter(field.getType()::isInstance).toList();
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    "The field " + field + " could have any of " + given + ": let the test fill it");
        }
        return given.stream()
                .findFirst()
                .or(() ->
                        ofContainer.stream().filter(field.getType()::isInstance).findFirst())
                .orElse(null);
    }

    private static void call(Method method, Object bean) {
        try {
            method.setAccessible(true);
            method.invoke(bean);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The bean has failed in " + method.getName() + "()", e.getCause());
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException("The method " + method + " cannot be called", e);
        }
    }
}
