package org.postern.ra;

import java.util.Map;
import java.util.Optional;
import javax.management.ObjectName;
import org.postern.ra.address.Acceptors;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.log.LifeMessages;
import org.postern.ra.management.ActivationStatusMXBean;
import org.postern.ra.management.DescribedBean;
import org.postern.ra.management.DurationStatistics;
import org.postern.ra.management.LimitAttributes;
import org.postern.ra.management.LimitedBean;
import org.postern.ra.management.ManagementRegistry;
import org.postern.ra.management.Registration;

/** One activation in management tools. Thread-safe. */
final class ActivationStatus implements ActivationStatusMXBean {
    private final Activation activation;
    private final Optional<String> application;
    private final Acceptors acceptors;
    private final Deliveries deliveries;
    private final LifeMessages messages;

    private final Registration registration;

    /**
     * Shows how it stands.
     *
     * @param application that the bean belongs to, if the container says so
     */
    ActivationStatus(Activation activation, Optional<String> application, ActivationServices services) {
        this.activation = activation;
        this.application = application;
        this.acceptors = services.acceptors();
        this.deliveries = services.deliveries();
        this.messages = services.messages();
        this.registration = services.registry()
                .oneOf(
                        () -> name(services.registry()),
                        new LimitedBean(
                                DescribedBean.of(ActivationStatusMXBean.class, this),
                                new LimitAttributes(activation.limits(), activation.name(), messages)));
    }

    Activation activation() {
        return activation;
    }

    /** Whether management tools see it: its management bean comes and goes with it. */
    Registration registration() {
        return registration;
    }

    /** The one that it belongs to, if the container has said so. */
    Optional<String> application() {
        return application;
    }

    @Override
    public String getApplication() {
        return application.orElse("");
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
    public int getRunning() {
        return activation.isPaused() ? 0 : 1;
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
    public Map<String, Long> getOutcomes() {
        return activation.counters().outcomes();
    }

    @Override
    public long getDuplicatesRecognised() {
        return activation.counters().duplicates();
    }

    @Override
    public DurationStatistics getWaitingTime() {
        return activation.counters().waitingTime();
    }

    @Override
    public DurationStatistics getDeliveryTime() {
        return activation.counters().deliveryTime();
    }

    @Override
    public void pause() {
        if (activation.pause()) {
            messages.activationPaused(activation.name(), "an administrator or the application");
        }
        settle();
    }

    @Override
    public void resume() {
        if (activation.resume()) {
            messages.activationResumed(activation.name());
        }
        settle();
    }

    private ObjectName name(ManagementRegistry registry) {
        String bean = ManagementRegistry.value(activation.bean());
        return application
                .map(name -> registry.name("Activation", "application", ManagementRegistry.value(name), "bean", bean))
                .orElseGet(() -> registry.name("Activation", "bean", bean));
    }

    private void settle() {
        if (activation.isPaused()) {
            deliveries.refuseWaiting(activation);
        }
        acceptors.settle(activation);
    }
}
