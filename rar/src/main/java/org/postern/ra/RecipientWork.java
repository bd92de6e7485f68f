package org.postern.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.postern.api.MailRejectedException;
import org.postern.api.RecipientAwareMailListener;
import org.postern.net.ThreadMemory;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** Asks a bean about one recipient, outside of any transaction of the message. Answers exactly once. */
final class RecipientWork implements Runnable {
    private final Inquiry inquiry;
    private final Activation activation;
    private final Messages messages;
    private final CompletableFuture<Optional<Reply>> answer = new CompletableFuture<>();

    RecipientWork(Inquiry inquiry, Activation activation, Messages messages) {
        this.inquiry = inquiry;
        this.activation = activation;
        this.messages = messages;
    }

    Activation activation() {
        return activation;
    }

    /** Who asks. */
    Optional<String> user() {
        return inquiry.transaction().user();
    }

    /** Why the recipient is refused, or empty if it is not. Never fails. */
    CompletableFuture<Optional<Reply>> answer() {
        return answer;
    }

    /** It has taken too long, or cannot be asked. */
    void giveUp() {
        answer.complete(Optional.of(Replies.recipientUndecided()));
    }

    @Override
    @SuppressWarnings("CatchingThrowable") // The listener is foreign code: even its Error must end in a reply.
    public void run() {
        try {
            if (!answer.isDone()) {
                answer.complete(ask());
            }
        } catch (Throwable e) {
            messages.recipientUndecided(inquiry, activation.bean(), e);
        } finally {
            giveUp(); // Unless there is an answer.
            ThreadMemory.clear();
        }
    }

    private Optional<Reply> ask() throws UnavailableException {
        MessageEndpoint endpoint = activation.createEndpoint();
        try {
            if (!(endpoint instanceof RecipientAwareMailListener listener)) {
                throw new IllegalStateException("The container's endpoint is no RecipientAwareMailListener. Name it in"
                        + " @MessageDriven(messageListenerInterface = ...)");
            }
            listener.onRecipient(inquiry);
            return Optional.empty();
        } catch (MailRejectedException e) {
            String text = Optional.ofNullable(e.getMessage()).orElse("");
            return Optional.of(Reply.withForeignText(e.replyCode(), e.enhancedStatusCode(), text));
        } finally {
            endpoint.release();
        }
    }
}
