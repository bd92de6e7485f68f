package org.postern.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

    private final Clock clock;
    private volatile StapleState known = StapleState.unasked();

    private Staple(Optional<OcspQuestion> question, Stapling otherwise, Clock clock) {
        this.question = question;
        this.otherwise = otherwise;
        this.clock = clock;
    }

    /** The administrator wants none. */
    static Staple unwanted(Clock clock) {
        return new Staple(Optional.empty(), Stapling.off(), clock);
    }

    /** The JDK's TLS serves the certificate. It can be given none, and gets them itself for the whole JVM or not at all. */
    static Staple byTheJdk(Clock clock) {
        Stapling itself = Boolean.getBoolean(Stapling.SWITCH_OF_THE_JVM)
                ? Stapling.byTheJvm()
                : Stapling.impossible("the JDK's TLS serves it, which staples for the whole JVM or not at all ("
                        + Stapling.SWITCH_OF_THE_JVM + ")");
        return new Staple(Optional.empty(), itself, clock);
    }

    /** That of a certificate, which comes first in its chain. Nothing is asked yet. */
    static Staple of(List<X509Certificate> chain, Clock clock) {
        try {
            return new Staple(Optional.of(OcspQuestion.about(chain)), Stapling.off(), clock);
        } catch (OcspException e) {
            return new Staple(Optional.empty(), Stapling.impossible(String.valueOf(e.getMessage())), clock);
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

    /** Asks the responder. Blocks. */
    void ask(Responders responders) {
        question.ifPresent(one -> known = asked(one, responders));
    }

    private StapleState asked(OcspQuestion asked, Responders responders) {
        try {
            byte[] response = responders.ask(asked.responder(), asked.encoded());
            Instant now = clock.instant();
            return known.answered(now, asked.answer(response, now));
        } catch (OcspException e) {
            String how = String.valueOf(e.getMessage());
            Instant now = clock.instant();
            return e.revocation()
                    .map(answer -> known.revoked(now, answer, how))
                    .orElseGet(() -> known.failed(now, how));
        } catch (IOException e) {
            return known.failed(clock.instant(), String.valueOf(e.getMessage()));
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
