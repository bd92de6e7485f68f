package org.postern.ra;

import java.util.List;
import java.util.stream.Stream;
import org.postern.api.MailInflow;
import org.postern.net.ListenAddress;
import org.postern.ra.address.Acceptors;
import org.postern.ra.address.SharedAddress;
import org.postern.ra.delivery.Activation;

/** What an application can pause of a running adapter. Thread-safe. */
final class InflowControl implements MailInflow {
    private static final String WHO = "the application";

    private final Acceptors acceptors;
    private final Activations activations;

    InflowControl(Acceptors acceptors, Activations activations) {
        this.acceptors = acceptors;
        this.activations = activations;
    }

    @Override
    public void pause() {
        addresses().forEach(one -> one.pause().accept(WHO));
    }

    @Override
    public void pause(String name) {
        find(name).forEach(one -> one.pause().accept(WHO));
    }

    @Override
    public void resume() {
        addresses().forEach(one -> one.resume().run());
    }

    @Override
    public void resume(String name) {
        find(name).forEach(one -> one.resume().run());
    }

    @Override
    public boolean isPaused() {
        List<Pausable> all = addresses();
        return !all.isEmpty() && all.stream().allMatch(one -> one.paused().getAsBoolean());
    }

    @Override
    public boolean isPaused(String name) {
        return find(name).stream().allMatch(one -> one.paused().getAsBoolean());
    }

    @Override
    public List<String> names() {
        return all().map(one -> one.names().get(0)).distinct().toList();
    }

    private List<Pausable> find(String name) {
        List<Pausable> found = all().filter(one -> one.isNamed(name)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no address or bean \"" + name + "\", but "
                    + (names().isEmpty() ? "none at all" : String.join(", ", names())));
        }
        return found;
    }

    private Stream<Pausable> all() {
        return Stream.concat(addresses().stream(), activations.all().stream().map(InflowControl::bean));
    }

    private List<Pausable> addresses() {
        return acceptors.all().stream().map(InflowControl::address).toList();
    }

    private static Pausable address(SharedAddress address) {
        ListenAddress listen = address.listen();
        return new Pausable(
                List.of(listen.toString(), listen.place()), address::pause, address::resume, address::isPaused);
    }

    private static Pausable bean(ActivationStatus status) {
        Activation activation = status.activation();
        return new Pausable(
                List.of(activation.name(), activation.bean(), nameOfContainer(activation)),
                status::pause,
                status::resume,
                activation::isPaused);
    }

    /** What stands in parentheses behind the class. */
    private static String nameOfContainer(Activation activation) {
        String behind = activation.name().substring(activation.bean().length());
        return behind.isEmpty() ? activation.name() : behind.substring(" (".length(), behind.length() - 1);
    }
}
