package org.postern.ra;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.Serializable;
import java.util.List;
import javax.naming.NamingException;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailInflow;
import org.postern.net.ThreadLocals;

/**
 * The administered object (section 13.4.2): a container makes one, associates it with its adapter and binds it in JNDI. It may
 * write it and read it elsewhere, and then associates it anew.
 */
public final class SmtpMailInflow implements MailInflow, ResourceAdapterAssociation, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable SmtpResourceAdapter adapter;
    private volatile @Nullable Reference reference;

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    /** {@inheritDoc} Can be set once (section 6.3.7.4). */
    @Override
    public void setResourceAdapter(ResourceAdapter associated) throws ResourceException {
        if (adapter != null) {
            throw new jakarta.resource.spi.IllegalStateException("It is associated with an adapter already");
        }
        if (!(associated instanceof SmtpResourceAdapter smtp)) {
            throw new ResourceException("Not an adapter of this kind: " + associated);
        }
        adapter = smtp;
    }

    @Override
    public void setReference(Reference bound) {
        reference = bound;
    }

    @Override
    public Reference getReference() throws NamingException {
        Reference bound = reference;
        if (bound == null) {
            throw new NamingException("The container has not said where this object is bound");
        }
        return bound;
    }

    @Override
    public void pause() {
        ThreadLocals.clearAfter(() -> running().pause());
    }

    @Override
    public void pause(String name) {
        ThreadLocals.clearAfter(() -> running().pause(name));
    }

    @Override
    public void resume() {
        ThreadLocals.clearAfter(() -> running().resume());
    }

    @Override
    public void resume(String name) {
        ThreadLocals.clearAfter(() -> running().resume(name));
    }

    @Override
    public boolean isPaused() {
        return running().isPaused();
    }

    @Override
    public boolean isPaused(String name) {
        return running().isPaused(name);
    }

    @Override
    public List<String> names() {
        return running().names();
    }

    private MailInflow running() {
        SmtpResourceAdapter associated = adapter;
        if (associated == null) {
            throw new IllegalStateException(
                    "The container has associated this object with no resource adapter: look it up"
                            + " in JNDI, under the name that it was given there");
        }
        return associated
                .inflow()
                .orElseThrow(() -> new IllegalStateException(
                        "The resource adapter of this object has been stopped or restarted: look the object up again"));
    }
}
