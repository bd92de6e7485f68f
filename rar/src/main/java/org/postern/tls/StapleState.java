package org.postern.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postern.tls.ocsp.OcspAnswer;

/**
 * What has come of the questions about one certificate so far. Immutable; each question makes the next one.
 *
 * @param answer the last that was good
 * @param trouble what the responder has done instead, or what it says of the certificate
 * @param revoked whether that is why
 * @param failures in a row
 * @param asked when, the last time
 * @param next when it is asked again
 */
record StapleState(
        Optional<OcspAnswer> answer,
        Optional<String> trouble,
        boolean revoked,
        int failures,
        Instant asked,
        Instant next) {
    /** No responder is asked more often about one certificate, but after a failure. */
    private static final Duration LEAST = Duration.ofMinutes(5);

    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    /** A responder may fail once or twice before an administrator has to know, while there is something to staple. */
    private static final int MANY = 3;

    /** Nothing was asked. */
    static StapleState unasked() {
        return new StapleState(Optional.empty(), Optional.empty(), false, 0, Instant.MIN, Instant.MIN);
    }

    StapleState answered(Instant now, OcspAnswer good) {
        return new StapleState(Optional.of(good), Optional.empty(), false, 0, now, renewal(now, good));
    }

    /** What was said before that is not true any more, however long it was meant to be. */
    StapleState revoked(Instant now, OcspAnswer saysSo, String how) {
        return new StapleState(Optional.empty(), Optional.of(how), true, 0, now, renewal(now, saysSo));
    }

    /** A responder that does not answer takes no revocation back. */
    StapleState failed(Instant now, String how) {
        int times = failures + 1;
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures, Byte.SIZE));
        return new StapleState(
                answer,
                revoked ? trouble : Optional.of(how),
                revoked,
                times,
                now,
                now.plus(wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait));
    }

    /** Half of what is left: of a fresh answer that is half of its time, and of one that the responder has kept for long less. */
    private static Instant renewal(Instant now, OcspAnswer answer) {
        Duration half = Duration.between(now, answer.nextUpdate()).dividedBy(2);
        return now.plus(half.compareTo(LEAST) < 0 ? LEAST : half);
    }

    /** When the responder is to be asked next; a clock that was set back does not put it off. */
    Instant dueAt(Instant now) {
        return now.isBefore(asked) ? Instant.MIN : next;
    }

    /** What can be stapled at a moment. */
    Optional<OcspAnswer> goodAt(Instant moment) {
        return answer.filter(one -> one.isGoodAt(moment));
    }

    /** The same in words. */
    Stapling at(Instant moment, Stapling.Subject subject) {
        if (trouble.isPresent() && revoked) {
            return Stapling.revoked(subject, trouble.get());
        }
        Optional<Instant> until = goodAt(moment).map(OcspAnswer::nextUpdate);
        if (until.isPresent()) {
            return trouble.isPresent() && failures >= MANY
                    ? Stapling.notRenewed(subject, until.get(), trouble.get())
                    : Stapling.stapled(subject, until.get());
        }
        return trouble.map(what -> Stapling.failing(subject, what)).orElseGet(() -> Stapling.waiting(subject));
    }
}
