package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import org.jspecify.annotations.Nullable;

/**
 * What one message-driven bean wants. A property that is not set here is taken from the resource adapter. Two specs are
 * never equal (section 14.4.9.1).
 */
public final class SmtpActivationSpec extends SmtpSettings implements ActivationSpec {
    private @Nullable ResourceAdapter resourceAdapter;

    /** {@inheritDoc} Looks at the values alone: opens, binds and looks up nothing. */
    @Override
    public void validate() throws InvalidPropertyException {
        Configuration configuration = Configuration.ofActivation(
                values(),
                resourceAdapter instanceof SmtpResourceAdapter adapter ? adapter.values() : java.util.Map.of());
        EndpointConfig.read(configuration);
        configuration.failOnProblems(SmtpActivationSpec.class);
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    /** {@inheritDoc} Can be set once (section 6.3.7.4). */
    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (resourceAdapter != null) {
            throw new jakarta.resource.spi.IllegalStateException(
                    "The activation is associated with an adapter already");
        }
        resourceAdapter = adapter;
    }
}
