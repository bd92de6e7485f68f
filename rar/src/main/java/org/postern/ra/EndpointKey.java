package org.postern.ra;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Map;
import org.postern.ra.config.Property;

/** Specs have no equality but identity, and neither may factories. */
record EndpointKey(MessageEndpointFactory factory, ActivationSpec spec) {
    @Override
    public boolean equals(Object other) {
        return other instanceof EndpointKey key && key.factory == factory && key.spec == spec;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(spec);
    }

    /** What the bean has for itself. */
    Map<Property, String> values() {
        return spec instanceof SmtpActivationSpec smtp ? smtp.values() : Map.of();
    }
}
