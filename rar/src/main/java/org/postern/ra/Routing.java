package org.postern.ra;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.net.MailTransaction;
import org.postern.net.ReceivedMessage;
import org.postern.net.Reception;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * Finds the bean for one message. One message has one reply, so it goes to one bean: to that of its first recipient.
 * Recipients of another bean are for another message, which the sender makes at once (RFC 5321 section 4.5.3.1.10).
 * One call at a time, but answers come on other threads.
 */
final class Routing implements Reception {
    private final OpenAddress address;
    private final Deliveries deliveries;
    private final Inquiries inquiries;
    private final MailTransaction transaction;
    private volatile @Nullable Activation chosen;

    Routing(OpenAddress address, Deliveries deliveries, Inquiries inquiries, MailTransaction transaction) {
        this.address = address;
        this.deliveries = deliveries;
        this.inquiries = inquiries;
        this.transaction = transaction;
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusal(Recipient recipient) {
        return address.taker(recipient).thenCompose(taker -> {
            Optional<Reply> refusal = refusal(taker, recipient);
            return refusal.isPresent()
                    ? CompletableFuture.completedFuture(refusal)
                    : inquiries.ask(taker.orElseThrow(), transaction, recipient).thenApply(answer -> {
                        if (answer.isEmpty()) {
                            chosen = taker.get();
                        }
                        return answer;
                    });
        });
    }

    @Override
    public void receive(ReceivedMessage message, Consumer<Reply> answer) {
        Activation activation = chosen;
        if (activation == null) {
            throw new IllegalStateException("A message without a recipient");
        }
        deliveries.submit(message, activation, answer);
    }

    private Optional<Reply> refusal(Optional<Activation> taker, Recipient recipient) {
        if (taker.isEmpty()) {
            return Optional.of(address.refusalOf(recipient));
        }
        return chosen == null || chosen == taker.get() ? Optional.empty() : Optional.of(Replies.recipientOfAnother());
    }
}
