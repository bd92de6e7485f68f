package org.postern.test.container;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.postern.api.MailEndpoint;
import org.postern.api.MailListener;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.ReplyingMailListener;
import org.postern.ra.EndpointActivationSpec;
import org.postern.ra.RecipientAwareActivationSpec;
import org.postern.ra.ReplyingActivationSpec;
import org.postern.ra.SmtpActivationSpec;

/**
 * How a bean wants to be activated, as its class says.
 *
 * @param listener its listener interface
 * @param properties without those that are about the place where the adapter listens, which is the test's
 */
record Activation(Class<?> listener, Map<String, String> properties) {
    /** From the most special to the most general. */
    private static final List<Class<?>> LISTENERS = List.of(
            MailEndpoint.class, ReplyingMailListener.class, RecipientAwareMailListener.class, MailListener.class);

    private static final Set<String> OF_THE_PLACE = Set.of(
            "listen",
            "certificateBindings",
            "keyStore",
            "keyStoreType",
            "keyStorePassword",
            "keyStorePassword2",
            "keyStorePassword3",
            "keyPassword",
            "networksOfProxies");

    static Activation of(Class<?> bean) {
        MessageDriven annotation = bean.getAnnotation(MessageDriven.class);
        Class<?> named = annotation == null ? Object.class : annotation.messageListenerInterface();
        Class<?> listener = Stream.concat(Stream.of(named).filter(type -> type != Object.class), LISTENERS.stream())
                .filter(type -> type.isAssignableFrom(bean))
                .findFirst()
                .filter(type -> LISTENERS.contains(type))
                .orElseThrow(() -> new IllegalArgumentException(bean.getName()
                        + " is no bean for mail: it implements none of MailListener, RecipientAwareMailListener,"
                        + " ReplyingMailListener and MailEndpoint"));
        if (listener != named && !List.of(bean.getInterfaces()).contains(listener)) {
            throw new IllegalArgumentException(bean.getName() + ": let the class itself implement "
                    + listener.getSimpleName()
                    + ", or name it in @MessageDriven(messageListenerInterface = ...). Payara"
                    + " does not find it in a class above");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        if (annotation != null) {
            for (ActivationConfigProperty property : annotation.activationConfig()) {
                if (!OF_THE_PLACE.contains(property.propertyName())) {
                    properties.put(property.propertyName(), property.propertyValue());
                }
            }
        }
        return new Activation(listener, properties);
    }

    SmtpActivationSpec spec() {
        SmtpActivationSpec spec = emptySpec();
        properties.forEach((name, value) -> set(spec, name, value));
        return spec;
    }

    private SmtpActivationSpec emptySpec() {
        if (listener == MailEndpoint.class) {
            return new EndpointActivationSpec();
        }
        if (listener == ReplyingMailListener.class) {
            return new ReplyingActivationSpec();
        }
        return listener == RecipientAwareMailListener.class
                ? new RecipientAwareActivationSpec()
                : new SmtpActivationSpec();
    }

    /**
     * Sets a property of an adapter or of an activation, as a deployment descriptor does.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    static void set(Object target, String name, String value) {
        try {
            String setter = "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            Method method = target.getClass().getMethod(setter, String.class);
            method.invoke(target, value);
        } catch (ReflectiveOperationException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "There is no property \"" + name + "\" of "
                            + target.getClass().getSimpleName(),
                    e);
        }
    }
}
