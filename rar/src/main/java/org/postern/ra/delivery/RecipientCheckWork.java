package org.postern.ra.delivery;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.net.AuthenticatedUser;
import org.postern.net.Moment;
import org.postern.net.Time;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/**
 * A question about one recipient on its way to a bean, outside of any transaction of the message: waits, is with the bean,
 * and is answered exactly once and in time, whichever way that ends.
 */
public final class RecipientCheckWork implements BeanWork {
    private final RecipientCheck check;
    private final Activation activation;
    private final Transactions transactions;
    private final DeliveryMessages messages;
    private final Moment until;
    private final CompletableFuture<Optional<Reply>> answer = new CompletableFuture<>();
    /** What is called, once that is found. */
    private @Nullable BeanCall question;

    public RecipientCheckWork(
            RecipientCheck check,
            Activation activation,
            Transactions transactions,
            Time time,
            DeliveryMessages messages) {
        this.check = check;
        this.activation = activation;
        this.transactions = transactions;
        this.messages = messages;
        this.until = time.moment().plus(activation.limits().get().recipientTimeout());
    }

    @Override
    public Activation activation() {
        return activation;
    }

    @Override
    public Optional<AuthenticatedUser> user() {
        return check.transaction().session().user();
    }

    @Override
    public String id() {
        return "a question of connection "
                + check.transaction().session().connection().id();
    }

    @Override
    public boolean isMessage() {
        return false;
    }

    @Override
    public boolean isOver() {
        return answer.isDone();
    }

    /** Why the recipient is refused, or empty if it is not. Never fails. */
    public CompletableFuture<Optional<Reply>> answer() {
        return answer;
    }

    /** Answers what can be said without the bean. Does not block. Tells whether the bean has to be asked. */
    public boolean isForBean() {
        try {
            Optional<BeanCall> found = activation.listener().question(check);
            question = found.orElse(null);
            if (found.isEmpty()) {
                answer.complete(Optional.empty());
            }
            return found.isPresent();
        } catch (MailRejectedException e) {
            answer.complete(Optional.of(refusal(e)));
        } catch (NoSuchMethodException | RuntimeException | Error e) {
            undecided(e);
        }
        return false;
    }

    @Override
    @SuppressWarnings("CatchingThrowable") // The listener is foreign code: even its Error must end in a reply.
    public boolean run() {
        if (isOver()) {
            return true; // It has waited too long for this thread.
        }
        // A transaction that was left on this thread would be the bean's, and one that the bean leaves that of the next
        // work.
        if (!transactions.endLeft(activation, messages).isThreadFree()) {
            refuse();
            return true;
        }
        try {
            answer.complete(ask());
        } catch (UnavailableException e) {
            if (activation.takesMail()) {
                return false;
            }
            refuse();
        } catch (Throwable e) {
            undecided(e);
        } finally {
            transactions.endLeft(activation, messages);
        }
        return true;
    }

    @Override
    public void notRun(Throwable why) {
        if (!isOver()) {
            messages.noThread(why);
            refuse();
        }
    }

    @Override
    public void refuse() {
        answer.complete(Optional.of(Replies.recipientUndecided()));
    }

    @Override
    public void abandon() {
        refuse();
    }

    /** A bean that thinks too long goes on, and is not heard. */
    @Override
    public void expire(Moment now) {
        if (until.isBefore(now)) {
            refuse();
        }
    }

    private Optional<Reply> ask() throws Throwable {
        MessageEndpoint endpoint = activation.createEndpoint();
        try {
            Optional<MailReply> unused = Objects.requireNonNull(question).on(endpoint);
            return Optional.empty();
        } catch (MailRejectedException e) {
            return Optional.of(refusal(e));
        } finally {
            endpoint.release();
        }
    }

    private static Reply refusal(MailRejectedException e) {
        String text = Optional.ofNullable(e.getMessage()).orElse("");
        return Reply.withForeignText(e.replyCode(), e.enhancedStatusCode(), text);
    }

    private void undecided(Throwable cause) {
        messages.recipientUndecided(check, activation.bean(), cause);
        refuse();
    }
}
