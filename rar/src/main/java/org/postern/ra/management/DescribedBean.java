package org.postern.ra.management;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;
import org.postern.net.ThreadLocals;

/**
 * A management bean that says what it, its attributes, operations and parameters mean, as {@link Described} has it. Without
 * this the JDK shows {@code p0} and {@code p1}, and the names of attributes as their descriptions.
 */
public final class DescribedBean extends StandardEmitterMBean {
    private final Class<?> type;

    private <T> DescribedBean(Class<T> type, T bean, NotificationEmitter notifications) {
        super(bean, type, true, notifications);
        this.type = type;
    }

    /** One that sends no notifications. */
    public static <T> DescribedBean of(Class<T> type, T bean) {
        return new DescribedBean(type, bean, new NotificationBroadcasterSupport());
    }

    /** One whose notifications come from an emitter of its own. */
    public static <T> DescribedBean of(Class<T> type, T bean, NotificationEmitter notifications) {
        return new DescribedBean(type, bean, notifications);
    }

    /** On a thread of the console that outlives the adapter. */
    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        return ThreadLocals.<Object, MBeanException, ReflectionException>clearAfterAsking(
                () -> super.invoke(operation, arguments, signature));
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(type).orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return method((info.isIs() ? "is" : "get") + info.getName(), 0)
                .or(() -> method("set" + info.getName(), 1))
                .flatMap(DescribedBean::text)
                .orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return method(info).flatMap(DescribedBean::text).orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo info, int number) {
        return parameter(operation, number).map(Described::value).orElse(info.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo info, int number) {
        return parameter(operation, number).map(Described::name).orElse(info.getName());
    }

    private Optional<Described> parameter(MBeanOperationInfo operation, int number) {
        return method(operation)
                .map(Method::getParameters)
                .map(all -> all[number])
                .flatMap(DescribedBean::described);
    }

    private Optional<Method> method(MBeanOperationInfo operation) {
        return method(operation.getName(), operation.getSignature().length);
    }

    private Optional<Method> method(String name, int parameters) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst();
    }

    private static Optional<String> text(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Described.class)).map(Described::value);
    }

    private static Optional<Described> described(Parameter parameter) {
        return Optional.ofNullable(parameter.getAnnotation(Described.class));
    }
}
