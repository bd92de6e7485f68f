package org.postern.smtp;

/**
 * Where one conversation stands with TLS, and what was said about it: enough to guess what strange octets in plaintext
 * mean.
 */
final class TlsStanding {
    private Security security;
    private boolean spoken;
    private boolean announced;
    private boolean askedFor;

    TlsStanding(Security atFirst) {
        this.security = atFirst;
    }

    Security security() {
        return security;
    }

    boolean isActive() {
        return security == Security.TLS_ACTIVE;
    }

    void activate() {
        security = Security.TLS_ACTIVE;
    }

    /** The peer has sent a line, whatever stood in it. */
    void spoken() {
        spoken = true;
    }

    /** EHLO was answered. What could have been announced does not count, only what was. */
    void announced() {
        announced |= security.offersStartTls();
    }

    /** The peer has sent STARTTLS. */
    void askedFor() {
        askedFor = true;
    }

    /** A ClientHello has come where a command should stand. */
    Step clientHello(Step step) {
        return anomalySeen(step, meaningOfClientHello());
    }

    /** No attacker can stand inside of TLS: strange octets there are the client's own. */
    Step anomalySeen(Step step, TlsAnomaly seen) {
        return isActive() ? step : step.anomaly(seen);
    }

    private TlsAnomaly meaningOfClientHello() {
        if (!spoken) {
            return TlsAnomaly.TLS_AT_GREETING;
        }
        if (askedFor) {
            return TlsAnomaly.TLS_AFTER_REFUSAL; // After 220 no command would be expected.
        }
        return announced ? TlsAnomaly.TLS_NOT_ASKED_FOR : TlsAnomaly.TLS_NEVER_OFFERED;
    }
}
