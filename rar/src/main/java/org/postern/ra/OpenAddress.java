package org.postern.ra;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.postern.net.Acceptor;
import org.postern.net.AcceptorSettings;
import org.postern.net.ConnectionServices;
import org.postern.net.ListenAddress;
import org.postern.net.MessageReceiver;
import org.postern.net.ReceivedMessage;
import org.postern.smtp.Reply;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;

/**
 * One bound address and the activations that share it. One message has one reply, so it goes to one bean: the one that
 * came first, until it is undeployed. Thread-safe, but changed by {@link Acceptors} only.
 */
final class OpenAddress implements MessageReceiver {
    private final EndpointConfig config;
    private final ListenConfig listen;
    private final Deliveries deliveries;
    private final List<Activation> activations = new CopyOnWriteArrayList<>();
    private final Acceptor acceptor;

    /** Binds the address; connections may come before the constructor returns. */
    OpenAddress(
            AcceptorSettings settings,
            ListenConfig listen,
            ConnectionServices services,
            Deliveries deliveries,
            Activation first)
            throws IOException {
        this.listen = listen;
        this.config = first.config();
        this.deliveries = deliveries;
        this.activations.add(first);
        this.acceptor = Acceptor.open(settings, services, this);
    }

    @Override
    public void receive(ReceivedMessage message, Consumer<Reply> answer) {
        deliveries.submit(message, first(), answer);
    }

    ListenAddress listen() {
        return listen.address();
    }

    TlsOffers offers() {
        return acceptor.settings().offers();
    }

    /** Whether an activation's certificates would be the same as here. */
    boolean hasCertificatesOf(EndpointConfig other, TlsPolicy policy) {
        return config.bindings().equals(other.bindings())
                && config.keyStoreSettings().equals(other.keyStoreSettings())
                && config.trustStoreSettings().equals(other.trustStoreSettings())
                && listen.tls().equals(policy);
    }

    /** Why an activation cannot share this address, if that is so. */
    Optional<String> disagreement(ListenConfig wanted, EndpointConfig other) {
        Stream<String> properties = config.socketLevel().keySet().stream()
                .filter(property -> !Objects.equals(
                        config.socketLevel().get(property), other.socketLevel().get(property)))
                .map(property -> property.confidential()
                        ? property.beanName()
                        : property.beanName() + " (\"" + config.socketLevel().get(property) + "\" there, \""
                                + other.socketLevel().get(property) + "\" here)");
        Stream<String> address =
                wanted.equals(listen) ? Stream.empty() : Stream.of("listen (scheme or options differ)");
        List<String> different = Stream.concat(address, properties).toList();
        return different.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", different));
    }

    Activation first() {
        return activations.get(0);
    }

    void join(Activation activation) {
        activations.add(activation);
    }

    /** Tells whether nobody is left. */
    boolean leave(Activation activation) {
        // The last one stays known: messages on their way find it closed, and are refused for now.
        if (activations.size() == 1) {
            return activations.contains(activation);
        }
        activations.remove(activation);
        return false;
    }

    /** Frees the address and tells the peers. */
    void close() {
        acceptor.unbind();
        acceptor.shutDownConnections();
    }

    boolean awaitConnections(Duration timeout) {
        return acceptor.awaitConnections(timeout);
    }
}
