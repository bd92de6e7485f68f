package org.postern.ra.address;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.postern.net.ConnectionServices;
import org.postern.net.Moment;
import org.postern.ra.delivery.Activation;
import org.postern.smtp.MailboxPatterns;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** The activations that share one address: which of them take mail for a recipient. Thread-safe. */
final class Takers {
    /** An application that is deployed again is back within this time. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final List<Departed> departed = new CopyOnWriteArrayList<>();
    private final List<Activation> activations = new CopyOnWriteArrayList<>();
    private final ConnectionServices services;
    private final Arrivals arrivals;
    private volatile boolean closed;

    /** Recipients of a bean that was undeployed. */
    private record Departed(MailboxPatterns recipients, Moment until) {}

    Takers(Activation first, ConnectionServices services, Arrivals arrivals) {
        this.activations.add(first);
        this.services = services;
        this.arrivals = arrivals;
    }

    /**
     * Those that take mail for a recipient: one, or several that share. While applications come and go, the one that is missing
     * gets a moment to appear: the first bean of an application opens the address before the second one is there.
     */
    CompletableFuture<List<Activation>> of(Recipient recipient) {
        List<Activation> found = find(recipient);
        boolean complete = !found.isEmpty() && !share(found);
        Duration wait = arrivals.untilSettled();
        if (complete || wait.isZero()) {
            return CompletableFuture.completedFuture(found);
        }
        CompletableFuture<List<Activation>> later = new CompletableFuture<>();
        Future<?> unused = services.io().loops().after(wait, () -> later.complete(find(recipient)));
        return later;
    }

    /** Of several that share, each is to get the message, also one that is just being activated. */
    boolean mayMissSome(List<Activation> found) {
        return arrivals.areUnderWay() && share(found);
    }

    /** What the server says when no bean takes mail for a recipient. For good only if none did so a while ago or is about to. */
    Reply refusalOf(Recipient recipient) {
        Moment now = services.time().moment();
        departed.removeIf(one -> one.until().isBefore(now));
        return closed
                        || arrivals.areUnderWay()
                        || departed.stream().anyMatch(one -> one.recipients().match(recipient))
                ? Replies.recipientAway()
                : Replies.unknownRecipient();
    }

    /** One that wants mail for recipients that an activation wants, too. */
    Optional<Activation> rivalOf(Activation activation) {
        return activations.stream()
                .filter(one ->
                        one.config().recipients().excludes(activation.config().recipients()))
                .findFirst();
    }

    /** One that may get the same messages, here or elsewhere, and cannot be told from an activation in the delivery log of both. */
    Optional<Activation> twinOf(Activation activation) {
        return activations.stream()
                .filter(one -> one.sharesLogWith(activation))
                .filter(one -> one.config()
                        .recipients()
                        .patterns()
                        .overlap(activation.config().recipients().patterns()))
                .findFirst();
    }

    List<Activation> all() {
        return activations;
    }

    void join(Activation activation) {
        activations.add(activation);
    }

    /** Tells whether none is left. */
    boolean leave(Activation activation) {
        // The last one stays known: messages on their way find it closed, and are refused for now.
        if (activations.size() == 1) {
            return activations.contains(activation);
        }
        if (activations.remove(activation)) {
            Moment now = services.time().moment();
            arrivals.change();
            departed.removeIf(one -> one.until().isBefore(now));
            departed.add(new Departed(activation.config().recipients().patterns(), now.plus(REMEMBERED)));
        }
        return false;
    }

    /** From now on no recipient is refused for good. */
    void close() {
        closed = true;
    }

    private static boolean share(List<Activation> found) {
        return found.stream().anyMatch(one -> one.config().recipients().shared());
    }

    private List<Activation> find(Recipient recipient) {
        return activations.stream()
                .filter(one -> one.config().recipients().patterns().match(recipient))
                .toList();
    }
}
