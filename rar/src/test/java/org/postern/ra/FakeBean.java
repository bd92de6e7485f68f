package org.postern.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;
import org.postern.api.ReplyingMailListener;

/**
 * A message-driven bean and its container: remembers every call with its thread, and does what the test told it to. The
 * proxy does what was measured on real servers: exceptions and Errors roll back, but for checked ones that do not say so.
 */
public final class FakeBean implements MessageEndpointFactory {
    /** What a listener may do. */
    @FunctionalInterface
    public interface Behaviour {
        void onMessage(MailMessage message) throws Throwable;
    }

    /** What a step of the container's may do. */
    @FunctionalInterface
    public interface Step {
        void run() throws ResourceException;
    }

    /** What a listener may say to a recipient. */
    @FunctionalInterface
    public interface Decision {
        void onRecipient(RecipientInquiry inquiry) throws Throwable;
    }

    /** What a listener says about a message that it takes. */
    @FunctionalInterface
    public interface Answer {
        @Nullable
        MailReply to(MailMessage message) throws Throwable;
    }

    /** As the class of a bean that is asked about recipients. */
    abstract static class Asked implements RecipientAwareMailListener {}

    /** As the class of a bean that replies, and is not asked about recipients. */
    abstract static class Replying implements ReplyingMailListener {}

    /** The same for one that is. */
    abstract static class ReplyingAndAsked implements ReplyingMailListener {
        @Override
        public void onRecipient(RecipientInquiry inquiry) throws MailRejectedException {}
    }

    private Runnable nameAsked = () -> {};
    private final FakeTransactions transactions;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = message -> {};
    private volatile Step create = () -> {};
    private volatile Step before = () -> {};
    private volatile Step after = () -> {};
    private volatile Runnable release = () -> {};
    private volatile boolean transactional = true;
    private volatile boolean begins = true;
    private volatile boolean leaves;
    private Class<?> ofApplication = FakeBean.class;
    private volatile boolean anonymous;
    private volatile boolean checkedExceptionsCommit;
    private volatile boolean tellsOutcome = true;
    private volatile int outcomeOfReturn = Status.STATUS_COMMITTED;
    private volatile String name = "orders";
    private volatile @Nullable Decision decision;
    private volatile @Nullable Answer answer;
    private volatile Consumer<FakeTransactions> completion = all -> {};

    public FakeBean(FakeTransactions transactions) {
        this.transactions = transactions;
    }

    public FakeBean doing(Behaviour listener) {
        behaviour = listener;
        return this;
    }

    public FakeBean creating(Step step) {
        create = step;
        return this;
    }

    public FakeBean before(Step step) {
        before = step;
        return this;
    }

    public FakeBean after(Step step) {
        after = step;
        return this;
    }

    public FakeBean releasing(Runnable step) {
        release = step;
        return this;
    }

    /** NOT_SUPPORTED, or bean-managed. */
    public FakeBean ofClass(Class<?> beanClass) {
        ofApplication = beanClass;
        return this;
    }

    public FakeBean withoutTransaction() {
        transactional = false;
        return this;
    }

    /** Says that it does, and does not: nothing is there to be enlisted (quarkus-ironjacamar). */
    public FakeBean beginningNothing() {
        begins = false;
        return this;
    }

    /** As an application exception that is not declared to roll back. */
    public FakeBean committingWhenItThrows() {
        checkedExceptionsCommit = true;
        return this;
    }

    /** The listener returns, and the transaction ends like this all the same. */
    public FakeBean endingWith(int status) {
        outcomeOfReturn = status;
        return this;
    }

    /** The container does this instead of a commit that a returned listener could expect. */
    public FakeBean completing(Consumer<FakeTransactions> how) {
        completion = how;
        return this;
    }

    /** The outcome is never told. */
    public FakeBean silent() {
        tellsOutcome = false;
        return this;
    }

    /** The container completes no transaction, and leaves it on its thread (Payara, when the bean has called an undeployed one). */
    public FakeBean leavingItsTransaction() {
        leaves = true;
        return this;
    }

    /** The container does not say what class it is, as it may. */
    FakeBean anonymous() {
        anonymous = true;
        return this;
    }

    /** The bean wants to be asked about recipients. */
    public FakeBean asked(Decision how) {
        decision = how;
        return this;
    }

    /** The bean says something about messages that it takes. */
    public FakeBean replying(Answer how) {
        answer = how;
        return this;
    }

    /** Something happens while the container is asked for the name of the activation. */
    FakeBean askedForItsName(Runnable what) {
        nameAsked = what;
        return this;
    }

    public FakeBean named(String activationName) {
        name = activationName;
        return this;
    }

    /** The calls of the container's contract, in order. */
    public List<String> calls() {
        return calls;
    }

    /** The threads of the calls, without repetition. */
    public List<Thread> threads() {
        return threads.stream().distinct().toList();
    }

    /** The contents of the messages that were delivered, whatever became of them. */
    public List<String> received() {
        return received;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        called("create");
        if (resource != null) {
            throw new AssertionError("An XAResource makes every commit a two-phase one");
        }
        try {
            create.run();
        } catch (UnavailableException e) {
            throw e;
        } catch (ResourceException e) {
            throw new IllegalStateException(e);
        }
        return new Endpoint();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return transactional;
    }

    @Override
    public String getActivationName() {
        nameAsked.run();
        return name;
    }

    @Override
    public @Nullable Class<?> getEndpointClass() {
        if (anonymous) {
            return null;
        }
        if (answer != null) {
            return decision == null ? Replying.class : ReplyingAndAsked.class;
        }
        return decision == null ? ofApplication : Asked.class;
    }

    private void called(String call) {
        calls.add(call);
        threads.add(Thread.currentThread());
    }

    private Class<?> listener() {
        if (answer != null) {
            return ReplyingMailListener.class;
        }
        return decision == null ? MailListener.class : RecipientAwareMailListener.class;
    }

    private final class Endpoint implements MessageEndpoint, RecipientAwareMailListener, ReplyingMailListener {
        private int outcome = Status.STATUS_COMMITTED;

        @Override
        public void beforeDelivery(Method method) throws NoSuchMethodException, ResourceException {
            called("before " + method.getName());
            // As Payara does, which knows the methods of the listener interface itself and no others.
            if (method.getDeclaringClass() != listener()) {
                throw new AssertionError("Transaction attribute not found for method " + method);
            }
            before.run();
            if (transactional && begins) {
                transactions.begin();
            }
        }

        @Override
        public void onMessage(MailMessage message) throws MailRejectedException {
            called("onMessage");
            try (var in = message.openStream()) {
                received.add(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1));
                behaviour.onMessage(message);
                outcome = outcomeOfReturn;
            } catch (Throwable e) {
                outcome = checkedExceptionsCommit ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK;
                FakeBean.<RuntimeException>sneak(e);
            }
        }

        @Override
        public @Nullable MailReply onMail(MailMessage message) {
            called("onMail");
            try {
                MailReply reply = java.util.Objects.requireNonNull(answer).to(message);
                outcome = outcomeOfReturn;
                return reply;
            } catch (Throwable e) {
                outcome = checkedExceptionsCommit ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK;
                FakeBean.<RuntimeException>sneak(e);
                throw new AssertionError(e);
            }
        }

        @Override
        public void onRecipient(RecipientInquiry inquiry) {
            called("onRecipient");
            try {
                java.util.Objects.requireNonNull(decision).onRecipient(inquiry);
            } catch (Throwable e) {
                FakeBean.<RuntimeException>sneak(e);
            }
        }

        @Override
        public void afterDelivery() throws ResourceException {
            called("after");
            if (leaves) {
                return;
            }
            completion.accept(transactions);
            if (tellsOutcome) {
                transactions.end(outcome);
            } else {
                transactions.forget();
            }
            after.run();
        }

        @Override
        public void release() {
            called("release");
            release.run();
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable cause) throws E {
        throw (E) cause;
    }
}
