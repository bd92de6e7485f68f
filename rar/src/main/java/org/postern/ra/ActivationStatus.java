package org.postern.ra;

import javax.management.ObjectName;
import org.postern.net.ThreadMemory;

/** One activation in management tools. Thread-safe. */
final class ActivationStatus implements ActivationStatusMXBean {
    private final int number;
    private final Activation activation;
    private final Acceptors acceptors;
    private final Deliveries deliveries;
    private final LifeMessages messages;

    /**
     * Shows how it stands.
     *
     * @param number its own: neither beans nor the names of activations are different
     */
    ActivationStatus(
            int number, Activation activation, Acceptors acceptors, Deliveries deliveries, LifeMessages messages) {
        this.number = number;
        this.activation = activation;
        this.acceptors = acceptors;
        this.deliveries = deliveries;
        this.messages = messages;
    }

    Activation activation() {
        return activation;
    }

    /** What distinguishes its name from those of others. */
    String keys() {
        return "bean=" + ObjectName.quote(activation.bean()) + ",number=" + number;
    }

    @Override
    public String getName() {
        return activation.name();
    }

    @Override
    public String getState() {
        return activation.isPaused() ? "PAUSED" : "RUNNING";
    }

    @Override
    public String getRecipients() {
        return activation.config().text(Property.RECIPIENTS);
    }

    @Override
    public String[] getListen() {
        return activation.config().listen().stream()
                .map(listen -> listen.address().toString())
                .toArray(String[]::new);
    }

    @Override
    public int getRunningDeliveries() {
        return deliveries.running(activation);
    }

    @Override
    public int getWaitingDeliveries() {
        return deliveries.waiting(activation);
    }

    @Override
    public void pause() {
        if (activation.pause(true)) {
            messages.activationPaused(activation.name(), "an administrator");
        }
        settle();
    }

    @Override
    public void resume() {
        if (activation.pause(false)) {
            messages.activationResumed(activation.name());
        }
        settle();
    }

    /** On a thread of a console's that outlives the adapter. */
    private void settle() {
        try {
            if (activation.isPaused()) {
                deliveries.refuseWaiting(activation);
            }
            acceptors.settle(activation);
        } finally {
            ThreadMemory.clear();
        }
    }
}
