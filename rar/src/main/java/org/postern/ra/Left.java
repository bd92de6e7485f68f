package org.postern.ra;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postern.ra.address.KeptSockets;
import org.postern.ra.config.Property;

/**
 * What an adapter leaves for the one that the container starts in its place. Immutable, but for the sockets.
 *
 * @param activations those that the container may have forgotten
 * @param values that were in force
 * @param sockets that are still bound
 */
record Left(List<OrphanedActivation> activations, Map<Property, String> values, KeptSockets sockets) {
    static Left nothing() {
        return new Left(List.of(), Map.of(), new KeptSockets());
    }

    Left {
        activations = List.copyOf(activations);
        values = Map.copyOf(values);
    }

    /** All but an activation. The sockets are the same. */
    Left without(MessageEndpointFactory factory, ActivationSpec spec) {
        return new Left(
                activations.stream().filter(one -> !one.isOf(factory, spec)).toList(), values, sockets);
    }

    /** The activations whose beans are still there, for the log; empty if there are none. */
    String names() {
        return activations.stream()
                .filter(OrphanedActivation::isDeployed)
                .map(OrphanedActivation::name)
                .collect(Collectors.joining(", "));
    }
}
