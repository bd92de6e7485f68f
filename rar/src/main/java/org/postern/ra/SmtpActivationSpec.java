package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailListener;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.Configuration;
import org.postern.ra.config.Property;

/**
 * What one message-driven bean wants. A property that is not set here is taken from the resource adapter. Two specs are
 * never equal (section 14.4.9.1). Containers may write a spec and read it elsewhere (section 6.3.7).
 */
public class SmtpActivationSpec extends SmtpSettings implements ActivationSpec, Serializable {
    private static final long serialVersionUID = 1L;

    /** A container that reads a spec that was written associates it anew. */
    private transient @Nullable ResourceAdapter resourceAdapter;

    /** The listener interface of the beans that it is for. */
    Class<?> listenerType() {
        return MailListener.class;
    }

    /**
     * {@inheritDoc} Looks at the values alone: opens, binds and looks up nothing. Of an adapter that has stopped there is nothing to
     * look at: WildFly asks once more about what has failed with it, and ends if the answer is the same.
     */
    @Override
    public final void validate() throws InvalidPropertyException {
        if (resourceAdapter instanceof SmtpSettings adapter && adapter.isOver()) {
            return;
        }
        Configuration configuration = Configuration.ofActivation(
                values(), resourceAdapter instanceof SmtpSettings adapter ? adapter.values() : Map.of());
        ActivationConfig.read(configuration);
        configuration.failOnProblems(SmtpActivationSpec.class);
    }

    @Override
    public final @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    /** {@inheritDoc} Can be set once (section 6.3.7.4). */
    @Override
    public final void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (resourceAdapter != null) {
            throw new jakarta.resource.spi.IllegalStateException(
                    "The activation is associated with an adapter already");
        }
        resourceAdapter = adapter;
    }

    /** As texts: another version reads the properties that it knows. */
    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        TreeMap<String, String> texts = new TreeMap<>();
        values().forEach((property, value) -> texts.put(property.beanName(), value));
        out.writeObject(texts);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        Map<?, ?> texts = (Map<?, ?>) in.readObject();
        for (Property property : Property.values()) {
            if (texts.get(property.beanName()) instanceof String value) {
                set(property, value);
            }
        }
    }
}
