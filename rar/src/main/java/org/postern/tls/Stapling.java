package org.postern.tls;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether clients that ask are sent an OCSP response with a certificate, as it was at one moment, with all sentences about that.
 * Immutable.
 *
 * @param sentence for the administrator; empty where none is wanted
 * @param warning what is wrong, and what to do about it, if something is; has the cause with which it began, and does not change
 *     while it lasts
 */
public record Stapling(State state, String sentence, Optional<String> warning) {
    static final String SWITCH_OF_THE_JVM = "jdk.tls.server.enableStatusRequestExtension";

    /** What matters of it. */
    public enum State {
        /** The administrator does not want it. */
        OFF,
        /** They are. */
        STAPLED,
        /** The JDK's TLS fetches and staples them, if it can, and does not say. */
        BY_THE_JVM,
        /** The responder has not been asked yet. */
        WAITING,
        /** They are not at this moment, and are again when the responder has been asked. */
        INTERRUPTED,
        /** They are for moments only, because answers end before the responder may be asked again. */
        BRIEFLY,
        /** They are not, and nothing that happens by itself will change that. */
        IMPOSSIBLE,
        /** They are not, because the responder has not answered as it should. */
        FAILING,
        /** They are not, because the authority has revoked the certificate. */
        REVOKED
    }

    /**
     * What sentences are about.
     *
     * @param certificate as administrators know it
     * @param responder its address
     * @param demanded whether clients that heed its demand refuse it without a response (must-staple, RFC 7633)
     */
    record Subject(String certificate, String responder, boolean demanded) {}

    static Stapling off() {
        return new Stapling(State.OFF, "", Optional.empty());
    }

    static Stapling byTheJvm() {
        return new Stapling(
                State.BY_THE_JVM,
                "The JDK's TLS serves it, and staples what it fetches itself (" + SWITCH_OF_THE_JVM + ").",
                Optional.empty());
    }

    /** For a reason that is a clause. */
    static Stapling impossible(String why) {
        return without(State.IMPOSSIBLE, why);
    }

    static Stapling waiting(Subject subject) {
        return without(State.WAITING, subject.responder() + " has not been asked yet");
    }

    static Stapling stapled(Subject subject, Instant until) {
        return new Stapling(
                State.STAPLED,
                "The OCSP response of " + subject.responder() + " is stapled, which is good until " + until + ".",
                Optional.empty());
    }

    /** What it is good for has ended, or has not begun for a clock that was set back. */
    static Stapling interrupted(Subject subject) {
        return without(
                State.INTERRUPTED,
                "the last answer of " + subject.responder() + " is not good at this moment, and it is asked again");
    }

    static Stapling briefly(Subject subject, Trouble trouble) {
        String moments = " for moments only: ";
        String often = ", and it is asked once a minute at most.";
        return new Stapling(
                State.BRIEFLY,
                "The OCSP response of " + subject.responder() + " is stapled" + moments + trouble.last() + often,
                Optional.of("The OCSP response of " + subject.responder() + " for the certificate "
                        + subject.certificate() + " is stapled" + moments + trouble.first() + often + demand(subject)
                        + " Ask the authority for answers that are good for longer."));
    }

    /** For now: the responder does something else than answer. */
    static Stapling notRenewed(Subject subject, Instant until, Trouble trouble) {
        return stapled(subject, until)
                .warning("The OCSP response of the certificate " + subject.certificate() + " cannot be renewed: "
                        + subject.responder() + " was asked, and " + trouble.first()
                        + ". The last one is stapled as long as it is good." + remedy(subject, trouble));
    }

    static Stapling failing(Subject subject, Trouble trouble) {
        String asked = subject.responder() + " was asked, and ";
        return without(State.FAILING, asked + trouble.last())
                .warning("No OCSP response is stapled for the certificate " + subject.certificate() + ": " + asked
                        + trouble.first() + "." + demand(subject) + remedy(subject, trouble));
    }

    static Stapling revoked(Subject subject, String said) {
        String sentence = subject.responder() + " says that it was " + said;
        return without(State.REVOKED, sentence)
                .warning("The certificate " + subject.certificate() + " is revoked: " + sentence
                        + ". Clients that check refuse it, and no OCSP response is stapled. Make a new key, have a certificate"
                        + " issued for it, and import both under the same alias.");
    }

    private static Stapling without(State state, String why) {
        return new Stapling(state, "No OCSP response is stapled: " + why + ".", Optional.empty());
    }

    private static String demand(Subject subject) {
        return subject.demanded()
                ? " It must come with one (must-staple): clients that heed this, such as those with GnuTLS, refuse it"
                        + " without. If this lasts, have one issued without that demand."
                : "";
    }

    private static String remedy(Subject subject, Trouble trouble) {
        return " It is asked again by itself, and OcspStapling of the management bean says what it did the last time. "
                + (trouble.kind() == Trouble.Kind.UNREACHED
                        ? "See whether this server may connect to " + subject.responder()
                                + " (firewall, http.proxyHost), and whether the authority still answers there."
                        : "See whether the clock of this machine is right, and ask the authority what is wrong with its"
                                + " responder.");
    }

    private Stapling warning(String text) {
        return new Stapling(state, sentence, Optional.of(text));
    }

    /** Whether an administrator would see no difference, but for a date. */
    public boolean isLike(Stapling other) {
        return state == other.state && (state != State.IMPOSSIBLE || sentence.equals(other.sentence));
    }
}
