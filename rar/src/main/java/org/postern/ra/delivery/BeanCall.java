package org.postern.ra.delivery;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.reflect.Method;
import java.util.Optional;
import org.postern.api.MailReply;

/**
 * One call of a bean.
 *
 * @param method what the container is told that is called
 */
record BeanCall(Method method, Invocation invocation) {
    /** Calls the bean by its endpoint. */
    @FunctionalInterface
    interface Invocation {
        /**
         * Calls it.
         *
         * @throws Throwable whatever the bean throws, or the container instead
         */
        Optional<MailReply> on(MessageEndpoint endpoint) throws Throwable;
    }

    Optional<MailReply> on(MessageEndpoint endpoint) throws Throwable {
        return invocation.on(endpoint);
    }
}
