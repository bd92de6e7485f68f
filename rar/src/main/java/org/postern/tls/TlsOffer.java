package org.postern.tls;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.postern.ip.LocalAddress;

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
    private final KnownClients clients;
    private final Clock clock;
    private final Instant moment;
    private final List<ServerCertificate> usable;

    TlsOffer(
            LocalAddress address,
            Optional<CertificateBinding> binding,
            List<Finding> undated,
            TlsPolicy policy,
            ClientAuthorities authorities,
            KnownClients clients,
            Clock clock) {
        this.address = address;
        this.binding = binding;
        this.undated = undated;
        this.policy = policy;
        this.authorities = authorities;
        this.clients = clients;
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

    /** Whether clients are not served without TLS. */
    public boolean required() {
        return policy.mode() == TlsPolicy.Mode.REQUIRE;
    }

    /** The rule that decided. */
    public Optional<CertificateBinding> binding() {
        return binding;
    }

    /** The scopes that were looked up before, for which there is no rule. */
    public List<BindingScope> scopesWithoutBinding() {
        Optional<BindingScope> decided = binding.map(CertificateBinding::scope);
        return BindingScope.inLookupOrder(address).stream()
                .takeWhile(scope -> !decided.equals(Optional.of(scope)))
                .toList();
    }

    /** What is known of each certificate of the binding, in its order; without a binding, the one reason for that. */
    public List<Finding> findings() {
        return undated.stream()
                .map(finding -> finding.at(moment, policy.expiredCertificates()))
                .toList();
    }

    /** Those that are known, usable or not, in the order of the binding. */
    public Stream<ServerCertificate> certificates() {
        return undated.stream().map(Finding::certificate).flatMap(Optional::stream);
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
        whoMissesTheName().ifPresent(warnings::add);
        authorities.warning().ifPresent(warnings::add);
        whoCannotUseIt().ifPresent(warnings::add);
        new OldProtocols(address, policy).warnings().forEach(warnings::add);
        return warnings;
    }

    private Optional<String> whoMissesTheName() {
        String host = policy.hostName();
        if (usable.stream().anyMatch(certificate -> certificate.covers(host))) {
            return Optional.empty();
        }
        String fault;
        if (usable.stream().anyMatch(certificate -> certificate.coversByCommonName(host))) {
            fault = " has " + host
                    + ", as this server calls itself, but as its common name: clients that verify names and do not"
                    + " look there, such as those with Go, and Thunderbird, will refuse it.";
        } else if (usable.stream().anyMatch(certificate -> certificate.coversInTheirWay(host))) {
            fault = " is for " + host
                    + ", as this server calls itself, but by a wildcard within a label or behind the first, or a dot at its"
                    + " end: clients that verify names, such as those with Go or GnuTLS, will refuse it.";
        } else {
            fault = " is for " + host + ", as this server calls itself: clients that verify names will refuse it.";
        }
        return Optional.of(
                "No certificate bound to " + address + fault + " Have a certificate issued with that name among"
                        + " its subject alternative names, or correct hostName.");
    }

    /** Whether an administrator would see no difference. */
    public boolean saysTheSameAs(TlsOffer other) {
        return verdict() == other.verdict()
                && verdicts().equals(other.verdicts())
                && warnings().equals(other.warnings());
    }

    /** Whether an offer at that moment, of the same things, would be this one: made in the same second, and no date lies between. */
    boolean isSameAt(Instant now) {
        return now.getEpochSecond() == moment.getEpochSecond() && usableAt(now).equals(usable);
    }

    /** Whether what was offered cannot be kept, because every certificate has ended since. */
    public boolean withdrawn() {
        Instant now = clock.instant();
        return usable()
                && policy.expiredCertificates() == TlsPolicy.ExpiredCertificates.WITHDRAW
                && usable.stream().allMatch(certificate -> now.isAfter(certificate.notAfter()));
    }

    /** Whether {@link #newEngine()} makes the right engine for a client, whatever certificate it can verify. */
    public boolean hasOneEngineFor(ClientHello client) {
        return usable.size() == 1 && first().isServedAsUsual(client);
    }

    /**
     * A new engine for the server's end of one connection, with the first usable certificate.
     *
     * @throws IllegalStateException unless {@link #usable()}
     */
    public SSLEngine newEngine() {
        return first().newEngine();
    }

    /** Whether {@link #newEngine(ClientHello)} blocks: what serves clients that name no host by the letter is loaded once. */
    public boolean hasToLoadFor(ClientHello client) {
        return chosen(client).hasToLoadFor(client);
    }

    /**
     * A new engine for the server's end of the connection to a client. May block.
     *
     * @throws IllegalStateException unless {@link #usable()}
     */
    public SSLEngine newEngine(ClientHello client) {
        return chosen(client).newEngine(client);
    }

    /** Why a client cannot be served with any of the certificates, a clause with what it offers; empty if that is not known. */
    public Optional<String> obstacle(ClientHello client) {
        return obstacleOf(client).map(ClientFit.Obstacle::text);
    }

    /** Whether a client speaks a version of TLS that is spoken here. */
    public boolean speaksWith(ClientHello client) {
        return obstacleOf(client)
                .filter(obstacle -> obstacle.kind() == ClientFit.Kind.PROTOCOL)
                .isEmpty();
    }

    /**
     * Whether the delegated tasks of its engines may wait for others: a device that holds the key, or the responder whose
     * answer is stapled.
     */
    public boolean handshakesMayBlock() {
        return usable.stream().anyMatch(ServerCertificate::mayBlock);
    }

    /** Whether clients are asked for certificates of their own. */
    public boolean asksForCertificates() {
        return policy.clientCertificates() != TlsPolicy.ClientCertificates.NONE;
    }

    /** What ends handshakes here. */
    public TlsAlerts alerts() {
        return new TlsAlerts(policy.clientCertificates());
    }

    /** The certificates of a client, its own first; empty if it was not asked, or sent none that can be verified. */
    public List<X509Certificate> clientCertificates(SSLSession session) {
        return first().clientCertificates(session);
    }

    @Override
    public String toString() {
        return address + ": " + verdict() + " (" + reason() + ")";
    }

    /** They would take the offer and fail, and some send in plaintext then, or nothing. */
    private Optional<String> whoCannotUseIt() {
        List<String> names = clients.thatCannotUse(usable, policy);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String served = usable.stream()
                .map(one -> one + ", " + TlsNames.key(one.leaf().getPublicKey()))
                .collect(Collectors.joining("; "));
        return Optional.of(
                "Senders with the TLS of " + String.join(", ", names) + " cannot use what is bound to " + address
                        + " (" + served
                        + "): their handshake fails. Bind a certificate with an EC key of the curve P-256 beside it"
                        + " (ALIAS|ALIAS), which all of them can use unless tlsCipherSuites leaves out what it needs.");
    }

    private Optional<ClientFit.Obstacle> obstacleOf(ClientHello client) {
        ClientFit fit = new ClientFit(policy);
        List<Optional<ClientFit.Obstacle>> all =
                usable.stream().map(one -> fit.obstacle(client, one)).toList();
        return all.stream().allMatch(Optional::isPresent)
                ? all.stream().flatMap(Optional::stream).findFirst()
                : Optional.empty();
    }

    private ServerCertificate chosen(ClientHello client) {
        first();
        return new CertificateChoice(policy).choose(usable, client);
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
