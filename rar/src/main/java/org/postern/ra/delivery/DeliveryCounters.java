package org.postern.ra.delivery;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postern.ra.management.DurationStatistics;
import org.postern.ra.management.Durations;
import org.postern.ra.management.Tally;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** What has happened with the messages for one bean, or for all of them together. Thread-safe, without a lock. */
public final class DeliveryCounters {
    private static final String DUPLICATE =
            Outcome.DUPLICATE_RECOGNISED.as(Replies.accepted("")).cause();

    private final Tally outcomes = new Tally();
    private final Durations waiting = new Durations();
    private final Durations delivering = new Durations();
    private final @Nullable DeliveryCounters whole;

    /** Begins with zero. */
    DeliveryCounters() {
        this(null);
    }

    /** Begins with zero. What is counted here is counted in the whole as well. */
    DeliveryCounters(@Nullable DeliveryCounters whole) {
        this.whole = whole;
    }

    /** A message has its outcome. */
    void ended(Reply outcome) {
        outcomes.add(outcome.cause(), 1);
        if (whole != null) {
            whole.ended(outcome);
        }
    }

    /** A message has waited so long, for the bean or in vain. */
    void waited(Duration time) {
        waiting.add(time);
        if (whole != null) {
            whole.waited(time);
        }
    }

    /** The bean and its transaction have taken so long. */
    void delivered(Duration time) {
        delivering.add(time);
        if (whole != null) {
            whole.delivered(time);
        }
    }

    /** By code, enhanced code and reason. */
    public Map<String, Long> outcomes() {
        return outcomes.byKind();
    }

    public long duplicates() {
        return outcomes.sum(DUPLICATE);
    }

    public DurationStatistics waitingTime() {
        return waiting.statistics();
    }

    public DurationStatistics deliveryTime() {
        return delivering.statistics();
    }
}
