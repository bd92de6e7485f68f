package org.postern.tls;

import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * Whether one local address offers TLS at one moment, and why. Fixed when a connection is accepted: what changes later
 * is for later connections.
 */
public final class TlsOffer {
    private final LocalAddress address;
    private final Optional<CertificateBinding> binding;
    private final Finding finding;

    TlsOffer(LocalAddress address, Optional<CertificateBinding> binding, Finding finding) {
        this.address = address;
        this.binding = binding;
        this.finding = finding;
    }

    public LocalAddress address() {
        return address;
    }

    public Verdict verdict() {
        return finding.verdict();
    }

    /** Whether TLS is offered: the verdict is {@link Verdict#USABLE}. */
    public boolean usable() {
        return verdict() == Verdict.USABLE;
    }

    /** The rule that decided. */
    public Optional<CertificateBinding> binding() {
        return binding;
    }

    /** The certificate; also when nothing is wrong with it but its dates, so that they can be shown. */
    public Optional<ServerCertificate> certificate() {
        return finding.certificate();
    }

    /** The verdict's sentence for the administrator; when TLS is not offered, with what to do. */
    public String reason() {
        return finding.reason();
    }

    /**
     * A new engine for the server's end of one connection: TLS 1.2 and 1.3, no client certificate.
     *
     * @throws IllegalStateException unless {@link #usable()}
     */
    public SSLEngine newEngine() {
        return certificate()
                .filter(certificate -> usable())
                .orElseThrow(() -> new IllegalStateException(reason()))
                .newEngine();
    }

    @Override
    public String toString() {
        return address + ": " + verdict() + " (" + reason() + ")";
    }
}
