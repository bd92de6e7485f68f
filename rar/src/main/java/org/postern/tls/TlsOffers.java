package org.postern.tls;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postern.ip.LocalAddress;
import org.postern.tls.keys.KeyStores;

/**
 * Makes the offer for each connection from the administrator's bindings and policy, the keys and the clock. Thread-safe:
 * one thread refreshes now and then, while event loops ask for offers.
 */
public final class TlsOffers {
    /** All that a look at the stores has brought: replaced as a whole, so that no offer mixes old and new. */
    private record Known(KeyRing keys, ClientAuthorities authorities) {}

    /** What was offered at one address: connections that begin in the same second share it. */
    private record Latest(LocalAddress address, Known known, TlsOffer offer) {}

    private final CertificateBindings bindings;
    private final KeyStores keyStores;
    private final KeyStores trustStores;
    private final TlsPolicy policy;
    private final Clock clock;
    private final Proofs proofs;
    private final NativeTls library;
    private final LenientTls lenient = new LenientTls();
    private final KnownClients clients = KnownClients.load();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean forced = new AtomicBoolean();
    private volatile Known known;
    private volatile @Nullable Latest latest;

    /** Made when the first key is read, because it reads a file of several hundred certificates. */
    private @Nullable ChainWarnings chainWarnings;

    /**
     * Reads nothing yet: until {@link #refresh()}, no bound address is usable.
     *
     * @param trustStores of the authorities of clients; looked at only where the policy asks for client certificates
     * @param library what may serve instead of the JDK's TLS
     */
    public TlsOffers(
            CertificateBindings bindings,
            KeyStores keyStores,
            KeyStores trustStores,
            TlsPolicy policy,
            Clock clock,
            Proofs proofs,
            NativeTls library) {
        this.bindings = bindings;
        this.keyStores = keyStores;
        this.trustStores = trustStores;
        this.policy = policy;
        this.clock = clock;
        this.proofs = proofs;
        this.library = library;
        Set<String> aliases = bindings.all().stream()
                .flatMap(binding -> binding.aliases().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.known = new Known(KeyRing.unread(aliases), ClientAuthorities.unread(policy.clientCertificates()));
    }

    /**
     * Reads the keys if they may have changed, or could not be read before. Blocks; not for event loops. Without
     * bindings, or where TLS is switched off, no key store is ever touched.
     *
     * <p>A certificate that was usable is not withdrawn because its store cannot be understood any more: that is a file
     * being written, or a mistake. It is withdrawn when the store can be read and says so, or is no longer there at the
     * second look.
     *
     * @return whether something is known now that was not before; false if another thread is reading
     */
    public boolean refresh() {
        return refresh(false);
    }

    /** Reads everything again, whether it seems to have changed or not; if another thread is reading, that one does. Blocks. */
    public boolean reload() {
        return refresh(true);
    }

    /** Whether OCSP responses are wanted, and {@link #askResponder} has to be called again and again. */
    public boolean staples() {
        return policy.staples();
    }

    /**
     * Asks the responder of one certificate, of those whose OCSP response is due the most urgent; does nothing if none is.
     * Blocks for some seconds at most. By one thread at a time, and not by event loops.
     */
    public void askResponder(Responders responders) {
        List<Staple> all =
                known.keys().certificates().map(ServerCertificate::staple).toList();
        Staple.next(all).ifPresent(staple -> staple.ask(responders));
    }

    /** The offer at this moment. Never blocks and does no I/O. */
    public TlsOffer offerFor(LocalAddress address) {
        Known now = known;
        Latest made = latest;
        if (made != null
                && made.known.equals(now)
                && made.address.equals(address)
                && made.offer.isSameAt(clock.instant())) {
            return made.offer;
        }
        Optional<CertificateBinding> binding = bindings.match(address);
        TlsOffer offer = new TlsOffer(
                address, binding, findings(address, binding, now), policy, now.authorities(), clients, clock);
        latest = new Latest(address, now, offer);
        return offer;
    }

    /** A thread that comes while another is reading leaves it to that one, which may be waiting for a device that hangs. */
    private boolean refresh(boolean force) {
        forced.compareAndSet(false, force);
        if (!reading.compareAndSet(false, true)) {
            return false;
        }
        try {
            boolean news = read(forced.getAndSet(false));
            while (forced.getAndSet(false)) {
                news |= read(true);
            }
            return news;
        } finally {
            reading.set(false);
        }
    }

    /** By one thread at a time. */
    private boolean read(boolean force) {
        if (bindings.all().isEmpty() || policy.mode() == TlsPolicy.Mode.NEVER) {
            return false;
        }
        Known before = known;
        ClientAuthorities authorities = before.authorities().next(trustStores);
        boolean newTrust = !authorities.trust().equals(before.authorities().trust());
        EngineSettings settings = new EngineSettings(policy, authorities.trust(), lenient, library, clock);
        KeyRing keys = before.keys()
                .next(
                        keyStores.current(),
                        (loaded, source) -> new AliasCheck(loaded, source, settings, chainWarnings()),
                        proofs,
                        force || newTrust);
        known = new Known(keys, authorities);
        return newTrust || !keys.saysTheSameAs(before.keys());
    }

    private ChainWarnings chainWarnings() {
        if (chainWarnings == null) {
            chainWarnings = ChainWarnings.withRootsOfTheJvm();
        }
        return chainWarnings;
    }

    private List<Finding> findings(LocalAddress address, Optional<CertificateBinding> binding, Known now) {
        if (policy.mode() == TlsPolicy.Mode.NEVER) {
            return List.of(Finding.disabled(address));
        }
        Instant moment = clock.instant();
        return binding.map(rule -> rule.aliases().stream()
                        .map(alias -> now.authorities()
                                .obstacle()
                                .map(obstacle -> Finding.trustStoreUnreadable(alias, obstacle))
                                .orElseGet(() -> now.keys().finding(alias).stapledAt(moment)))
                        .toList())
                .orElseGet(() -> List.of(Finding.noBinding(address)));
    }
}
