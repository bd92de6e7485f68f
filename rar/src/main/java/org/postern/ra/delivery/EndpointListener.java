package org.postern.ra.delivery;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.RecipientInquiry;
import org.postern.api.spi.EndpointCall;
import org.postern.api.spi.EndpointRouter;
import org.postern.api.spi.EndpointRoutes;

/** A bean whose methods say themselves which mail they take (Jakarta Connectors 2.1 section 14.3). Immutable. */
final class EndpointListener implements Listener {
    private static final String QUESTION = "org.postern.endpoint.OnRecipient";

    private final EndpointRoutes routes;

    private EndpointListener(EndpointRoutes routes) {
        this.routes = routes;
    }

    /**
     * Reads the methods of a bean.
     *
     * @throws IllegalArgumentException if something about them is wrong; the message names all that is
     */
    static EndpointListener of(MessageEndpointFactory factory, @Nullable Class<?> bean) {
        if (bean == null) {
            throw new IllegalArgumentException(
                    "the container does not tell the bean's class, so that its methods cannot be"
                            + " read. Let it implement MailListener instead of MailEndpoint");
        }
        EndpointRoutes routes = router(bean).routes(bean);
        List<String> mistakes = new ArrayList<>();
        int modifiers = bean.getModifiers();
        if (!Modifier.isPublic(modifiers) || Modifier.isFinal(modifiers)) {
            mistakes.add("its class must be public and not final");
        }
        routes.methods().forEach(method -> check(method, bean, factory).ifPresent(mistakes::add));
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return new EndpointListener(routes);
    }

    private static EndpointRouter router(Class<?> bean) {
        try {
            return ServiceLoader.load(EndpointRouter.class, bean.getClassLoader())
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("the bean cannot see postern-endpoint.jar: put it where"
                                    + " postern-api.jar is, in lib/ of the EAR"));
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "postern-endpoint.jar does not fit to postern-api.jar (" + e.getMessage()
                            + "): have both once, in the same place and of the same version",
                    e);
        }
    }

    private static Optional<String> check(Method method, Class<?> bean, MessageEndpointFactory factory) {
        TransactionAttribute attribute = method.isAnnotationPresent(TransactionAttribute.class)
                ? method.getAnnotation(TransactionAttribute.class)
                : method.getDeclaringClass().getAnnotation(TransactionAttribute.class);
        // WildFly deploys others, and runs them in transactions that the adapter does not see.
        if (attribute != null
                && attribute.value() != TransactionAttributeType.REQUIRED
                && attribute.value() != TransactionAttributeType.NOT_SUPPORTED) {
            return Optional.of(method.getName() + "(): a message-driven bean has REQUIRED or NOT_SUPPORTED, and not "
                    + attribute.value());
        }
        try {
            boolean unused = factory.isDeliveryTransacted(method);
            return Optional.empty();
        } catch (NoSuchMethodException | RuntimeException e) {
            return Optional.of(
                    method.getName() + "(): the container cannot call it on " + bean.getName() + " (" + e + ")");
        }
    }

    @Override
    public BeanCall call(MailMessage message) throws MailRejectedException, IOException {
        EndpointCall call = routes.message(message);
        return new BeanCall(call.method(), endpoint -> reply(EndpointMethod.invoke(endpoint, call)));
    }

    /** Payara refuses calls of methods that were not announced. */
    @Override
    public Optional<BeanCall> question(RecipientInquiry inquiry) throws MailRejectedException {
        return routes.recipient(inquiry)
                .map(call -> new BeanCall(call.method(), endpoint -> announced(endpoint, call)));
    }

    private static Optional<MailReply> announced(MessageEndpoint endpoint, EndpointCall call) throws Throwable {
        endpoint.beforeDelivery(call.method());
        Optional<MailReply> reply;
        try {
            reply = reply(EndpointMethod.invoke(endpoint, call));
        } catch (Throwable e) {
            end(endpoint, e);
            throw e;
        }
        endpoint.afterDelivery();
        return reply;
    }

    /** What the bean has thrown counts, and not what its container says about that. */
    private static void end(MessageEndpoint endpoint, Throwable cause) {
        try {
            endpoint.afterDelivery();
        } catch (ResourceException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static Optional<MailReply> reply(@Nullable Object returned) {
        return returned instanceof MailReply reply ? Optional.of(reply) : Optional.empty();
    }

    @Override
    public List<Method> deliveryMethods() {
        return routes.methods().stream().filter(method -> !isQuestion(method)).toList();
    }

    /** By its name: the annotation is of a jar that the application brings. */
    private static boolean isQuestion(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(one -> one.annotationType().getName().equals(QUESTION));
    }

    /** A detail of an address is that of one recipient. */
    @Override
    public boolean takesRecipientsApart() {
        return true;
    }
}
