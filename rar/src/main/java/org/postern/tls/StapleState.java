package org.postern.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postern.tls.ocsp.OcspAnswer;

/**
 * What has come of the questions about one certificate so far. Immutable; each question makes the next one.
 *
 * @param answer the last that was good
 * @param newest of when the last answer is that was believed, whatever it said
 * @param trouble what the responder has done instead, or what it says of the certificate
 * @param silent whether the responder has let all the time pass, the last time
 * @param asked when, the last time
 * @param next when it is asked again
 */
record StapleState(
        Optional<OcspAnswer> answer,
        Optional<Instant> newest,
        Optional<Trouble> trouble,
        boolean silent,
        Instant asked,
        Instant next) {
    /** No responder is asked more often about one certificate; one that is silent is not asked about others either. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** However long an answer is good: a revocation is to be known some day. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    /** A responder may fail once or twice before an administrator has to know, while there is something to staple. */
    private static final int MANY = 3;

    /** Nothing was asked. */
    static StapleState unasked() {
        return new StapleState(Optional.empty(), Optional.empty(), Optional.empty(), false, Instant.MIN, Instant.MIN);
    }

    StapleState answered(Instant now, OcspAnswer good) {
        return isOlder(good)
                ? older(now, good)
                : new StapleState(
                        Optional.of(good),
                        Optional.of(good.thisUpdate()),
                        brief(now, good),
                        false,
                        now,
                        renewal(now, good));
    }

    /** What was said before that is not true any more, however long it was meant to be. */
    StapleState revoked(Instant now, OcspAnswer saysSo, String how) {
        return isOlder(saysSo)
                ? older(now, saysSo)
                : new StapleState(
                        Optional.empty(),
                        Optional.of(saysSo.thisUpdate()),
                        Optional.of(Trouble.revoked(how)),
                        false,
                        now,
                        renewal(now, saysSo));
    }

    /** An answer has come, and is none. */
    StapleState unbelieved(Instant now, String how) {
        return failed(now, Trouble.Kind.UNBELIEVED, how, false);
    }

    /** None has come. */
    StapleState unreached(Instant now, String how) {
        return failed(now, Trouble.Kind.UNREACHED, how, false);
    }

    /** None has come in all the time that there was. */
    StapleState silent(Instant now, String how) {
        return failed(now, Trouble.Kind.UNREACHED, how, true);
    }

    /** A responder that does not answer takes no revocation back. */
    private StapleState failed(Instant now, Trouble.Kind kind, String how, boolean waited) {
        Trouble worse = trouble.filter(one -> one.kind() != Trouble.Kind.BRIEF)
                .map(one -> one.again(how))
                .orElseGet(() -> Trouble.begun(kind, how));
        Duration wait = LEAST.multipliedBy(1L << Math.min(worse.times() - 1, Byte.SIZE));
        return new StapleState(
                answer,
                newest,
                Optional.of(worse),
                waited,
                now,
                now.plus(wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait));
    }

    /** It is signed as well: what is between this server and the responder may have kept it. */
    private boolean isOlder(OcspAnswer other) {
        return newest.filter(other.thisUpdate()::isBefore).isPresent();
    }

    private StapleState older(Instant now, OcspAnswer other) {
        return unbelieved(
                now,
                "its answer is of " + other.thisUpdate() + ", and older than one that it has given before, of "
                        + newest.orElseThrow());
    }

    private Optional<Trouble> brief(Instant now, OcspAnswer good) {
        Duration left = Duration.between(now, good.nextUpdate());
        if (left.compareTo(LEAST) > 0) {
            return Optional.empty();
        }
        String how = "its answer is good for " + left.toSeconds() + " s only";
        return Optional.of(trouble.filter(one -> one.kind() == Trouble.Kind.BRIEF)
                .map(one -> one.again(how))
                .orElseGet(() -> Trouble.begun(Trouble.Kind.BRIEF, how)));
    }

    /** Half of what is left: of a fresh answer that is half of its time, and of one that the responder has kept for long less. */
    private static Instant renewal(Instant now, OcspAnswer answer) {
        Duration half = Duration.between(now, answer.nextUpdate()).dividedBy(2);
        Duration atLeast = half.compareTo(LEAST) < 0 ? LEAST : half;
        return now.plus(atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast);
    }

    /** When the responder is to be asked next; a clock that was set back does not put it off. */
    Instant dueAt(Instant now) {
        return now.isBefore(asked) ? Instant.MIN : next;
    }

    /** Whether it would be a waste of time to ask the responder about another certificate. */
    boolean isSilentAt(Instant moment) {
        return silent && !moment.isBefore(asked) && moment.isBefore(asked.plus(LEAST));
    }

    /** Whether there is nothing that could be lost. */
    boolean isFailingAt(Instant moment) {
        return trouble.isPresent() && goodAt(moment).isEmpty();
    }

    /** What can be stapled at a moment. */
    Optional<OcspAnswer> goodAt(Instant moment) {
        return answer.filter(one -> one.isGoodAt(moment));
    }

    /** The same in words. */
    Stapling at(Instant moment, Stapling.Subject subject) {
        Optional<Instant> until = goodAt(moment).map(OcspAnswer::nextUpdate);
        if (trouble.isPresent() && isToBeTold(trouble.get(), until.isPresent())) {
            return told(trouble.get(), until, subject);
        }
        return until.map(end -> Stapling.stapled(subject, end))
                .orElseGet(() -> answer.isPresent() ? Stapling.interrupted(subject) : Stapling.waiting(subject));
    }

    private static boolean isToBeTold(Trouble trouble, boolean isStapled) {
        return switch (trouble.kind()) {
            case REVOKED -> true;
            case BRIEF -> trouble.times() >= MANY;
            case UNREACHED, UNBELIEVED -> !isStapled || trouble.times() >= MANY;
        };
    }

    private static Stapling told(Trouble trouble, Optional<Instant> until, Stapling.Subject subject) {
        return switch (trouble.kind()) {
            case REVOKED -> Stapling.revoked(subject, trouble.last());
            case BRIEF -> Stapling.briefly(subject, trouble);
            case UNREACHED, UNBELIEVED ->
                until.map(end -> Stapling.notRenewed(subject, end, trouble))
                        .orElseGet(() -> Stapling.failing(subject, trouble));
        };
    }
}
