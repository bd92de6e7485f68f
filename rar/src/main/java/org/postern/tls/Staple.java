package org.postern.tls;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postern.tls.ocsp.OcspAnswer;
import org.postern.tls.ocsp.OcspException;
import org.postern.tls.ocsp.OcspQuestion;

/**
 * The OCSP response of one certificate: its responder is asked now and then, and clients are sent what it has said. Kept in memory
 * alone. Thread-safe; one thread at a time asks.
 */
final class Staple {
    private static final byte[] NONE = {};

    private final Optional<OcspQuestion> question;

    /** What is to be said where there is none. */
    private final Stapling otherwise;

    /** How many octets of a response clients take. */
    private final int room;

    private final Clock clock;
    private volatile StapleState known = StapleState.unasked();

    private Staple(Optional<OcspQuestion> question, Stapling otherwise, int room, Clock clock) {
        this.question = question;
        this.otherwise = otherwise;
        this.room = room;
        this.clock = clock;
    }

    private static Staple without(Stapling why, Clock clock) {
        return new Staple(Optional.empty(), why, 0, clock);
    }

    /** The administrator wants none. */
    static Staple unwanted(Clock clock) {
        return without(Stapling.off(), clock);
    }

    /** The JDK's TLS serves the certificate. It can be given none, and gets them itself for the whole JVM or not at all. */
    static Staple byTheJdk(Clock clock) {
        Stapling itself = Boolean.getBoolean(Stapling.SWITCH_OF_THE_JVM)
                ? Stapling.byTheJvm()
                : Stapling.impossible("the JDK's TLS serves it, which staples for the whole JVM or not at all ("
                        + Stapling.SWITCH_OF_THE_JVM + ")");
        return without(itself, clock);
    }

    /**
     * That of a certificate, which comes first in its chain. Nothing is asked yet.
     *
     * @param room how many octets of a response clients take, with this chain
     */
    static Staple of(List<X509Certificate> chain, int room, Clock clock) {
        try {
            OcspQuestion question = OcspQuestion.about(chain);
            return new Staple(Optional.of(question), Stapling.off(), room, clock);
        } catch (OcspException e) {
            return without(Stapling.impossible(String.valueOf(e.getMessage())), clock);
        }
    }

    /** Whether there is a responder to ask. */
    boolean isPossible() {
        return question.isPresent();
    }

    /** What clients are sent, if there is a responder to ask: no octets while there is no response that is good. Never blocks. */
    Optional<Supplier<byte[]>> responses() {
        return isPossible() ? Optional.of(this::response) : Optional.empty();
    }

    private byte[] response() {
        return known.goodAt(clock.instant()).map(OcspAnswer::encoded).orElse(NONE);
    }

    /** When the responder is to be asked next. */
    Instant due() {
        return known.dueAt(clock.instant());
    }

    boolean isDue() {
        return isPossible() && !clock.instant().isBefore(due());
    }

    /**
     * The one whose responder is to be asked now, if there is one to ask: what has a response that could be lost comes before
     * what has none, and a responder that has just let all the time pass is left alone, so that one of many certificates does
     * not keep the others waiting.
     */
    static Optional<Staple> next(List<Staple> all) {
        Set<String> silent =
                all.stream().filter(Staple::isSilent).map(Staple::place).collect(Collectors.toUnmodifiableSet());
        return all.stream()
                .filter(Staple::isDue)
                .filter(staple -> !silent.contains(staple.place()))
                .min(Comparator.comparing(Staple::isFailing).thenComparing(Staple::due));
    }

    private boolean isSilent() {
        return known.isSilentAt(clock.instant());
    }

    private boolean isFailing() {
        return known.isFailingAt(clock.instant());
    }

    /** Host and port of the responder, which has many addresses for many authorities. */
    private String place() {
        return question.map(one -> one.responder().getRawAuthority().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** Asks the responder. Blocks. Throws nothing, because one that cannot be asked must not keep others from it. */
    void ask(Responders responders) {
        question.ifPresent(one -> known = asked(one, responders));
    }

    private StapleState asked(OcspQuestion asked, Responders responders) {
        try {
            byte[] response = responders.ask(asked.responder(), asked.encoded());
            Instant now = clock.instant();
            OcspAnswer good = asked.answer(response, now);
            return response.length <= room
                    ? known.answered(now, good)
                    : known.unbelieved(
                            now,
                            "its answer of " + response.length + " octets is larger than clients take, which is " + room
                                    + " with this chain");
        } catch (OcspException e) {
            String how = String.valueOf(e.getMessage());
            Instant now = clock.instant();
            return e.revocation()
                    .map(answer -> known.revoked(now, answer, how))
                    .orElseGet(() -> known.unbelieved(now, how));
        } catch (SocketTimeoutException e) {
            return known.silent(clock.instant(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return known.unreached(clock.instant(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return known.unreached(clock.instant(), "the question has failed (" + e + ")");
        }
    }

    /**
     * How it stands at a moment.
     *
     * @param certificate whose it is, as administrators know it
     * @param demanded whether it must come with a response
     */
    Stapling at(Instant now, Supplier<String> certificate, boolean demanded) {
        return question.map(one -> known.at(
                        now,
                        new Stapling.Subject(certificate.get(), one.responder().toString(), demanded)))
                .orElse(otherwise);
    }
}
