package org.postern.test.container;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Fills the fields of a bean that its container fills, if a test has not done so. Immutable. */
record Injection(List<Object> things) {
    /** By name: an application need not have all of them. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "jakarta.annotation.Resource",
            "jakarta.ejb.EJB",
            "jakarta.inject.Inject",
            "jakarta.persistence.PersistenceContext");

    /** Leaves alone what nothing here fits. */
    void into(Object bean) {
        for (Class<?> type = bean.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (isInjected(field)) {
                    fill(field, bean);
                }
            }
        }
    }

    private static boolean isInjected(Field field) {
        return !Modifier.isStatic(field.getModifiers())
                && Arrays.stream(field.getAnnotations())
                        .map(Annotation::annotationType)
                        .map(Class::getName)
                        .anyMatch(ANNOTATIONS::contains);
    }

    private void fill(Field field, Object bean) {
        List<Object> fitting =
                things.stream().filter(field.getType()::isInstance).toList();
        if (fitting.isEmpty()) {
            return;
        }
        try {
            field.setAccessible(true);
            if (field.get(bean) == null) {
                // Those of the test come last, and count more than what the container has.
                field.set(bean, fitting.get(fitting.size() - 1));
            }
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException("The field " + field + " cannot be filled", e);
        }
    }
}
