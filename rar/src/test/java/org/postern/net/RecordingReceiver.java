package org.postern.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** Takes every message, at once or when the test says so. */
final class RecordingReceiver implements MessageHandlerFactory {
    private final List<ReceivedMessage> messages = new CopyOnWriteArrayList<>();
    private final List<byte[]> contents = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
    private final List<String> known = new CopyOnWriteArrayList<>();
    private final List<String> doubtful = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<SessionFacts> sessions = new CopyOnWriteArrayList<>();
    private volatile boolean holding;
    private volatile boolean failing;
    private volatile Function<Recipient, CompletableFuture<Optional<Reply>>> decision =
            recipient -> CompletableFuture.completedFuture(Optional.empty());

    /** From now on messages wait for {@link #nextHeld()}. */
    void hold() {
        holding = true;
    }

    /** From now on no message can be handed over. */
    void fail() {
        failing = true;
    }

    @Override
    public MessageHandler begin(MailTransaction transaction) {
        sessions.add(transaction.session());
        return new MessageHandler() {
            private volatile String id = "";

            @Override
            public CompletionStage<List<Reply>> receive(ReceivedMessage message) {
                id = message.id();
                return RecordingReceiver.this.receive(message);
            }

            @Override
            public void acknowledged() {
                known.add(id);
            }

            @Override
            public void inputEnded() {
                doubtful.add(id);
            }

            @Override
            public void lost() {
                lost.add(id);
            }

            @Override
            public CompletableFuture<Optional<Reply>> refusal(Recipient recipient) {
                asked.add(recipient.mailbox());
                return decision.apply(recipient);
            }
        };
    }

    /** What is said about recipients from now on. */
    void decide(Function<Recipient, CompletableFuture<Optional<Reply>>> how) {
        decision = how;
    }

    /** Messages of which the peer has shown to know that they are taken. */
    List<String> known() {
        return known;
    }

    /** Messages of which it will not show that any more. */
    List<String> doubtful() {
        return Stream.concat(doubtful.stream(), lost.stream()).distinct().toList();
    }

    /** Of each mail transaction that was begun. */
    List<SessionFacts> sessions() {
        return sessions;
    }

    /** The recipients that were asked about. */
    List<String> asked() {
        return asked;
    }

    private CompletionStage<List<Reply>> receive(ReceivedMessage message) {
        if (failing) {
            throw new IllegalStateException("as a fault of ours would");
        }
        messages.add(message);
        if (holding) {
            Held waiting = new Held(message, new CompletableFuture<>());
            held.add(waiting);
            return waiting.outcome();
        }
        contents.add(octets(message));
        free(message);
        return CompletableFuture.completedFuture(List.of(Replies.accepted(message.id())));
    }

    List<ReceivedMessage> messages() {
        return messages;
    }

    ReceivedMessage onlyMessage() {
        if (messages.size() != 1) {
            throw new AssertionError(messages.size() + " messages instead of one");
        }
        return messages.get(0);
    }

    /** The octets of the message that was taken last. */
    byte[] lastContent() {
        return contents.get(contents.size() - 1);
    }

    /** Waits for a message that is being delivered. */
    Held nextHeld() throws InterruptedException {
        Held next = held.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No message came");
        }
        return next;
    }

    static byte[] octets(ReceivedMessage message) {
        try (InputStream in = message.content().openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void free(ReceivedMessage message) {
        try {
            message.content().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A delivery under way. */
    record Held(ReceivedMessage message, CompletableFuture<List<Reply>> outcome) {
        /** As after a commit. */
        void accept() {
            free(message);
            outcome.complete(List.of(Replies.accepted(message.id())));
        }
    }
}
