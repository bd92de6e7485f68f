package org.postern.ra.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postern.net.BlockingTasks;
import org.postern.net.Moment;
import org.postern.net.ReceivedMessage;
import org.postern.net.Time;
import org.postern.ra.config.DeliveryLogConfig;
import org.postern.ra.config.Property;
import org.postern.ra.deliverylog.DeliveryLog;
import org.postern.ra.duplicates.DuplicateFile;
import org.postern.ra.duplicates.DuplicateMemory;
import org.postern.smtp.Reply;

/** Delivers messages to beans, and knows what is under way. Thread-safe. */
public final class Deliveries {
    private final BeanLanes lanes;
    private final Transactions transactions;
    private final DuplicateMemory memory;
    private final Time time;
    private final BlockingTasks threads;
    private final DeliveryMessages messages;
    /** This life of the adapter. */
    private final Instant begun;

    /** What a delivery log knows need not be remembered beside it. */
    private final DuplicateMemory none;

    private final Cleanings cleanings;
    private final DeliveryCounters counters = new DeliveryCounters();

    public Deliveries(
            BeanLanes lanes,
            Transactions transactions,
            DuplicateMemory memory,
            Time time,
            BlockingTasks threads,
            DeliveryMessages messages) {
        this.lanes = lanes;
        this.transactions = transactions;
        this.memory = memory;
        this.time = time;
        this.threads = threads;
        this.messages = messages;
        this.begun = time.now();
        this.cleanings = new Cleanings(transactions, time, messages);
        this.none = new DuplicateMemory(DuplicateFile.inMemory(1), Duration.ZERO, time);
    }

    /** What has happened with the messages for all beans. */
    public DeliveryCounters counters() {
        return counters;
    }

    /**
     * How a bean's messages are noted, which the administrator is told.
     *
     * @param bean its class
     * @param inTable the same on all instances of its application
     * @return empty if they are not
     */
    public Optional<BeanLog> log(DeliveryLogConfig config, String bean, String inTable) {
        config.dataSource().ifPresent(name -> messages.logUsed(bean, name));
        return config.dataSource()
                .map(name -> new BeanLog(
                        new DeliveryLog(name, config.keeping(), transactions.names()::lookUp, time),
                        config.creates(),
                        new BeanLog.Names(bean, inTable),
                        messages));
    }

    /** Forgets some of what is old in the delivery log of an activation, if it has one. Blocks. Tells whether there is more. */
    public boolean cleanLog(Activation activation) {
        return activation.log().filter(log -> cleanings.clean(activation, log)).isPresent();
    }

    /**
     * For a message that is about to be given to an activation.
     *
     * @param namesake whether another bean gets a copy that is called the same: what one has committed the other has not
     */
    public DuplicateCheck duplicateCheck(Activation activation, Namesake namesake) {
        return new DuplicateCheck(
                namesake == Namesake.HERE
                        ? activation.name() + " " + begun + " " + activation.number()
                        : activation.nameHere(),
                activation.name(),
                namesake != Namesake.NONE
                        ? Optional.empty()
                        : Optional.of(new DuplicateCheck.Elsewhere(
                                activation.nameElsewhere(),
                                activation.limits().get().timeout())),
                activation.log().isPresent() ? none : memory,
                messages);
    }

    /** Takes a message for an activation. Does not block: completes when the outcome is known, on any thread. */
    public CompletionStage<Reply> submit(
            ReceivedMessage message, Activation activation, DuplicateCheck duplicateCheck) {
        DeliveryWork work = work(message, activation, duplicateCheck);
        admit(work, PartsInTurn.Turn.FIRST);
        return work.outcome();
    }

    /** The same for several parts of a message, one after the other. Gives the outcome of each. */
    public List<CompletableFuture<Reply>> submit(List<Part> parts, Activation activation) {
        PartsInTurn inTurn = new PartsInTurn(
                parts,
                (part, turn, until) -> {
                    DeliveryWork work = work(part.message().get(), activation, part.duplicateCheck());
                    if (turn == PartsInTurn.Turn.NEXT) {
                        work.waitAtMostUntil(until, tooLate(activation));
                    }
                    boolean admitted = admit(work, turn);
                    return new PartsInTurn.Submitted(work.outcome(), admitted);
                },
                time);
        inTurn.proceed();
        return inTurn.outcomes();
    }

    private boolean admit(DeliveryWork work, PartsInTurn.Turn turn) {
        return switch (turn) {
            case FIRST -> lanes.admit(work) || refuse(work);
            case NEXT -> lanes.admitNext(work) || refuse(work);
            case TOO_LATE -> {
                work.refuse(Outcome.WAITED_TOO_LONG, tooLate(work.activation()));
                yield false;
            }
        };
    }

    private static String tooLate(Activation activation) {
        return "the recipients before this one have kept " + activation.bean() + " for "
                + PartsInTurn.PATIENCE.toMinutes() + " minutes. The sender goes on from here when it tries again";
    }

    private DeliveryWork work(ReceivedMessage message, Activation activation, DuplicateCheck duplicateCheck) {
        return new DeliveryWork(message, activation, duplicateCheck, transactions, time, threads, messages);
    }

    /** It is not admitted. */
    private static boolean refuse(DeliveryWork work) {
        Activation activation = work.activation();
        if (activation.takesMail()) {
            work.refuse(
                    Outcome.TOO_MANY_WAIT,
                    "more than " + Property.MAX_WAITING_DELIVERIES.beanName() + " messages wait for "
                            + activation.bean());
        } else {
            work.refuse(Outcome.PAUSED_OR_GOING_AWAY, activation.bean() + " is paused or going away");
        }
        return false;
    }

    /** Answers those that still wait for an activation which takes no mail any more. */
    public void refuseWaiting(Activation activation) {
        lanes.refuseWaiting(activation);
    }

    /** Waits until nothing is with any of these activations any more; see {@link BeanLanes#drainAll}. They are closed. */
    public Map<Activation, List<String>> drainAll(Collection<Activation> activations, Duration atMost) {
        Moment until = time.moment().plus(atMost);
        Map<Activation, List<String>> left = lanes.drainAll(activations, atMost);
        cleanings.await(activations, until.since(time.moment()));
        return left;
    }

    /** How many messages are with an activation. */
    public int running(Activation activation) {
        return lanes.running(activation, BeanWork::isMessage);
    }

    /** How many messages wait for an activation. */
    public int waiting(Activation activation) {
        return lanes.waiting(activation, BeanWork::isMessage);
    }
}
