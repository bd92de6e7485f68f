package org.postern.tls;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * Whether one local address offers TLS at one moment, and why. Fixed when a connection is accepted: what changes later
 * is for later connections.
 */
public final class TlsOffer {
    private final LocalAddress address;
    private final Optional<CertificateBinding> binding;
    private final List<Finding> undated;
    private final TlsPolicy policy;
    private final ClientAuthorities authorities;
    private final Clock clock;
    private final Instant moment;
    private final List<ServerCertificate> usable;

    TlsOffer(
            LocalAddress address,
            Optional<CertificateBinding> binding,
            List<Finding> undated,
            TlsPolicy policy,
            ClientAuthorities authorities,
            Clock clock) {
        this.address = address;
        this.binding = binding;
        this.undated = undated;
        this.policy = policy;
        this.authorities = authorities;
        this.clock = clock;
        this.moment = clock.instant();
        this.usable = usableAt(moment);
    }

    public LocalAddress address() {
        return address;
    }

    /** {@link Verdict#USABLE} if one of the certificates is, else what is wrong with the first. */
    public Verdict verdict() {
        return usable() ? Verdict.USABLE : findings().get(0).verdict();
    }

    /** Whether TLS is offered. */
    public boolean usable() {
        return !usable.isEmpty();
    }

    /** Whether nobody is served without TLS. */
    public boolean required() {
        return policy.mode() == TlsPolicy.Mode.REQUIRE;
    }

    /** The rule that decided. */
    public Optional<CertificateBinding> binding() {
        return binding;
    }

    /** What is known of each certificate of the binding, in its order; without a binding, the one reason for that. */
    public List<Finding> findings() {
        return undated.stream()
                .map(finding -> finding.at(moment, policy.expiredCertificates()))
                .toList();
    }

    /** The verdict's sentence for the administrator; when TLS is not offered, with what to do. */
    public String reason() {
        return findings().stream()
                .filter(finding -> (finding.verdict() == Verdict.USABLE) == usable())
                .map(Finding::reason)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** What the administrator should know though TLS is offered, a sentence each; empty when it is not. */
    public List<String> warnings() {
        if (!usable()) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        for (Finding finding : findings()) {
            if (finding.verdict() == Verdict.USABLE) {
                warnings.addAll(finding.warnings());
            } else {
                warnings.add(finding.verdict() + ": " + finding.reason());
            }
        }
        if (usable.stream().noneMatch(certificate -> certificate.covers(policy.hostName()))) {
            warnings.add("No certificate bound to " + address + " is for " + policy.hostName()
                    + ", as this server calls itself: clients that verify names will refuse it. Have a certificate issued"
                    + " with that name among its subject alternative names, or correct hostName.");
        }
        authorities.warning().ifPresent(warnings::add);
        return warnings;
    }

    /** Whether an administrator would see no difference. */
    public boolean saysTheSameAs(TlsOffer other) {
        return verdict() == other.verdict()
                && verdicts().equals(other.verdicts())
                && warnings().equals(other.warnings());
    }

    /** Whether what was offered cannot be kept, because every certificate has ended since. */
    public boolean withdrawn() {
        Instant now = clock.instant();
        return usable()
                && policy.expiredCertificates() == TlsPolicy.ExpiredCertificates.WITHDRAW
                && usable.stream().allMatch(certificate -> now.isAfter(certificate.notAfter()));
    }

    /** Whether the client's first message decides which certificate it gets. */
    public boolean choosesByClientHello() {
        return usable.size() > 1;
    }

    /**
     * A new engine for the server's end of one connection, with the first usable certificate.
     *
     * @throws IllegalStateException unless {@link #usable()}
     */
    public SSLEngine newEngine() {
        return first().newEngine();
    }

    /**
     * A new engine for the server's end of the connection to a client.
     *
     * @throws IllegalStateException unless {@link #usable()}
     */
    public SSLEngine newEngine(ClientHello client) {
        first();
        return new CertificateChoice(policy).choose(usable, client).newEngine();
    }

    /**
     * Whether the delegated tasks of its engines may wait for others: a device that holds the key, or the responder whose
     * answer is stapled.
     */
    public boolean handshakesMayBlock() {
        return usable.stream().anyMatch(ServerCertificate::mayBlock);
    }

    /** The certificates of a client, its own first; empty if it was not asked, or sent none that can be verified. */
    public List<X509Certificate> clientCertificates(SSLSession session) {
        return first().clientCertificates(session);
    }

    @Override
    public String toString() {
        return address + ": " + verdict() + " (" + reason() + ")";
    }

    private ServerCertificate first() {
        return usable.stream().findFirst().orElseThrow(() -> new IllegalStateException(reason()));
    }

    private List<Verdict> verdicts() {
        return findings().stream().map(Finding::verdict).toList();
    }

    private List<ServerCertificate> usableAt(Instant now) {
        return undated.stream()
                .filter(finding -> finding.usableAt(now, policy.expiredCertificates()))
                .flatMap(finding -> finding.certificate().stream())
                .toList();
    }
}
