package org.postern.ra;

import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.Map;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.AdapterConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;
import org.postern.ra.log.LifeMessages;

/**
 * What an adapter starts with. A restarted one whose new values are refused goes on with the former ones: Payara and
 * GlassFish start nothing any more once {@code start()} has thrown, so that a corrected value would never arrive. A change
 * is in force for all beans that wait for the restarted adapter, or for none. Immutable.
 *
 * @param values as the container or, before it, an administrator has set them
 * @param config the same, read and checked
 */
record AcceptedConfig(Map<Property, String> values, AdapterConfig config) {

    /**
     * Checks the values that are wanted.
     *
     * @throws ResourceAdapterInternalException if they are refused, with all that is wrong, and there is nothing to go on
     *     with
     */
    static AcceptedConfig choose(SmtpSettings wanted, Left left, LifeMessages messages)
            throws ResourceAdapterInternalException {
        try {
            return check(wanted.values(), wanted.getClass(), left);
        } catch (InvalidPropertyException refusal) {
            if (!left.names().isEmpty()) {
                try {
                    AcceptedConfig former = check(left.values(), wanted.getClass(), left);
                    messages.goesOnAsBefore(left.names(), String.valueOf(refusal.getMessage()));
                    return former;
                } catch (InvalidPropertyException alsoRefused) {
                    // What they name may be gone since, such as a directory. What is wanted now is what to put right.
                    refusal.addSuppressed(alsoRefused);
                }
            }
            throw new ResourceAdapterInternalException(
                    "The resource adapter does not start: " + refusal.getMessage(), refusal);
        }
    }

    private static AcceptedConfig check(Map<Property, String> values, Class<?> bean, Left left)
            throws InvalidPropertyException {
        Configuration configuration = Configuration.ofAdapter(values);
        AdapterConfig config = AdapterConfig.read(configuration);
        ActivationConfig.read(configuration);
        configuration.failOnProblems(bean);
        for (OrphanedActivation activation : left.activations()) {
            if (activation.isDeployed() && activation.spec() instanceof SmtpActivationSpec spec) {
                check(activation.name(), Configuration.ofActivation(spec.values(), values));
            }
        }
        return new AcceptedConfig(values, config);
    }

    private static void check(String activation, Configuration configuration) throws InvalidPropertyException {
        ActivationConfig.read(configuration);
        try {
            configuration.failOnProblems(SmtpActivationSpec.class);
        } catch (InvalidPropertyException e) {
            throw new InvalidPropertyException(activation + " cannot go on with them: " + e.getMessage(), e);
        }
    }
}
