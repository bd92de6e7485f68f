package org.postern.simulation;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.transaction.xa.XAResource;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.RecipientAwareMailListener;
import org.postern.api.RecipientInquiry;

/** A message-driven bean and the part of its container that calls it: commits, fails, hangs, has too few instances. */
final class SimBean implements MessageEndpointFactory {
    private static final Pattern TOKEN = Pattern.compile("X-Token: (\\S+)\r\n");

    private enum Outcome {
        COMMIT,
        ROLLBACK_ONLY,
        EXCEPTION,
        REJECTION,
        TEMPORARY_REJECTION,
        FAILED_COMMIT,
        /** The rows are there, and the container says that they are not. */
        LYING_COMMIT
    }

    private final World world;
    private final Faults faults;
    private final Ledger ledger;
    private final SimTransactions transactions;
    private final String name;
    private final boolean asked;
    private final boolean transacted;
    private final boolean apart;
    private final int instances;
    private int used;
    private boolean gone;

    /**
     * A bean that is not activated.
     *
     * @param name also the domain that it takes mail for
     * @param asked whether it decides about recipients
     * @param apart whether each recipient has a transaction of its own
     */
    SimBean(
            World world,
            Faults faults,
            Ledger ledger,
            SimTransactions transactions,
            String name,
            boolean asked,
            boolean transacted,
            boolean apart,
            int instances) {
        this.world = world;
        this.faults = faults;
        this.ledger = ledger;
        this.transactions = transactions;
        this.name = name;
        this.asked = asked;
        this.transacted = transacted;
        this.apart = apart;
        this.instances = instances;
    }

    String name() {
        return name;
    }

    /** Instances that somebody has not given back. */
    int used() {
        return used;
    }

    /** Its application is undeployed. */
    void undeployed() {
        gone = true;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (gone) {
            world.violated(name + " is undeployed, and the adapter wants an endpoint of it");
        }
        world.stepAside();
        if (used >= instances) {
            throw new UnavailableException("the pool is empty");
        }
        if (world.chance(faults.failingBean / 20)) {
            faults.count("no endpoint");
            throw new IllegalStateException("the container cannot create " + name);
        }
        used++;
        return asked ? new AskedEndpoint() : new Endpoint();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return transacted;
    }

    @Override
    public String getActivationName() {
        return name;
    }

    @Override
    public Class<?> getEndpointClass() {
        return asked ? AskedEndpoint.class : Endpoint.class;
    }

    private Outcome draw() {
        if (world.chance(faults.lyingCommit)) {
            return Outcome.LYING_COMMIT;
        }
        if (!world.chance(faults.failingBean)) {
            return Outcome.COMMIT;
        }
        return world.oneOf(List.of(
                Outcome.ROLLBACK_ONLY,
                Outcome.EXCEPTION,
                Outcome.REJECTION,
                Outcome.TEMPORARY_REJECTION,
                Outcome.FAILED_COMMIT));
    }

    private void work() {
        if (world.chance(faults.hangingBean)) {
            faults.count("hanging bean");
            world.self().sleep(Duration.ofSeconds(world.between(5, 1_200)));
        } else {
            Duration longest = world.chance(faults.slowBean) ? Duration.ofSeconds(8) : Duration.ofMillis(20);
            world.self().sleep(Duration.ofNanos(world.between(1L, longest.toNanos())));
        }
    }

    private class Endpoint implements MessageEndpoint, MailListener {
        private Mail mail;
        private Outcome outcome = Outcome.EXCEPTION;
        private boolean released;

        @Override
        public void beforeDelivery(Method method) {
            world.stepAside();
            if (transacted) {
                transactions.begin();
            }
        }

        @Override
        public void onMessage(MailMessage message) throws MailRejectedException {
            mail = ledger.find(
                    apart ? tokenOfRecipient(message) : token(message),
                    message.session().peer().getAddress().getHostAddress());
            mail.delivering(true);
            if (!transacted) {
                ledger.givenForGood(message.id(), mail);
            }
            world.tell(name + " is given " + mail.key() + " as " + message.id());
            work();
            Outcome drawn = draw();
            outcome = Outcome.EXCEPTION;
            if (drawn != Outcome.COMMIT) {
                faults.count("bean " + drawn);
            }
            switch (drawn) {
                case EXCEPTION -> throw new IllegalArgumentException("a bean's own");
                case REJECTION -> throw MailRejectedException.permanently("5.6.0", "No");
                case TEMPORARY_REJECTION -> throw MailRejectedException.temporarily("4.2.0", "Later");
                default -> outcome = drawn;
            }
            if (!transacted) {
                if (drawn == Outcome.COMMIT) {
                    ledger.committed(mail);
                } else {
                    throw new IllegalArgumentException("a bean's own, and it keeps nothing");
                }
            }
        }

        @Override
        public void afterDelivery() {
            world.stepAside();
            if (transacted && transactions.isThere()) {
                boolean wanted = outcome != Outcome.EXCEPTION && outcome != Outcome.ROLLBACK_ONLY && !gone;
                transactions.end(wanted, this::commit);
            }
        }

        private int commit() {
            switch (outcome) {
                case COMMIT -> {
                    ledger.committed(mail);
                    return Status.STATUS_COMMITTED;
                }
                case LYING_COMMIT -> {
                    mail.excuse("a commit that was denied");
                    ledger.committed(mail);
                    return Status.STATUS_ROLLEDBACK;
                }
                default -> {
                    return Status.STATUS_ROLLEDBACK;
                }
            }
        }

        @Override
        public void release() {
            world.stepAside();
            if (released) {
                world.violated("an endpoint of " + name + " was released twice");
            }
            released = true;
            used--;
            if (mail != null) {
                Mail delivered = mail;
                // Until the adapter has noted it; the process may end before that.
                world.after(Duration.ofMillis(1), () -> {
                    if (delivered.isInDelivery()) {
                        delivered.delivering(false);
                    }
                });
            }
        }
    }

    private final class AskedEndpoint extends Endpoint implements RecipientAwareMailListener {
        @Override
        public void onRecipient(RecipientInquiry inquiry) throws MailRejectedException {
            work();
            if (inquiry.recipient().address().startsWith("nobody")) {
                throw MailRejectedException.permanently("5.1.1", "No such person");
            }
            if (world.chance(faults.failingBean)) {
                faults.count("bean asked in vain");
                throw new IllegalArgumentException("a bean's own");
            }
        }

        @Override
        public void onMessage(MailMessage message) throws MailRejectedException {
            super.onMessage(message);
        }
    }

    private String tokenOfRecipient(MailMessage message) {
        if (message.envelope().recipients().size() != 1) {
            world.violated(name + " was given several recipients at once");
        }
        return Mail.token(token(message), message.envelope().recipients().get(0).address());
    }

    private static String token(MailMessage message) {
        try (var in = message.openStream()) {
            String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            Matcher matcher = TOKEN.matcher(content);
            return matcher.find() ? matcher.group(1) : "(none)";
        } catch (IOException e) {
            throw new IllegalStateException("the bean cannot read its message", e);
        }
    }
}
