package org.postern.ra;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.ref.WeakReference;
import java.util.Optional;

/**
 * An activation whose adapter was stopped. Immutable. The container keeps the factory as long as the bean is deployed, so
 * nothing is pinned here of an application that is gone.
 *
 * @param name of the activation, for the log
 * @param application that it belongs to, as the container said when it activated it
 */
record OrphanedActivation(
        String name, Optional<String> application, WeakReference<MessageEndpointFactory> factory, ActivationSpec spec) {
    static OrphanedActivation of(ActivationStatus ended, MessageEndpointFactory factory, ActivationSpec spec) {
        return new OrphanedActivation(ended.getName(), ended.application(), new WeakReference<>(factory), spec);
    }

    boolean isOf(MessageEndpointFactory other, ActivationSpec itsSpec) {
        return factory.get() == other && spec == itsSpec;
    }

    /** Whether the container still has the bean, as far as can be seen. */
    boolean isDeployed() {
        return factory.get() != null;
    }
}
