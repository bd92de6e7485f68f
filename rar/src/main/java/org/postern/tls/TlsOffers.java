package org.postern.tls;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the offer for each connection from the administrator's bindings, the keys and the clock. Thread-safe: one
 * thread refreshes now and then, while event loops ask for offers.
 */
public final class TlsOffers {
    private final CertificateBindings bindings;
    private final KeyStoreSource source;
    private final Clock clock;
    private volatile KeyStoreView view;

    /** Reads nothing yet: until {@link #refresh()}, no bound address is usable. */
    public TlsOffers(CertificateBindings bindings, KeyStoreSource source, Clock clock) {
        this.bindings = bindings;
        this.source = source;
        this.clock = clock;
        Set<String> aliases =
                bindings.all().stream().map(CertificateBinding::alias).collect(Collectors.toUnmodifiableSet());
        this.view = KeyStoreView.unread(aliases, source.description());
    }

    /**
     * Reads the keys if they may have changed, or could not be read before. Blocks; not for event loops. Without
     * bindings the key store is never touched.
     *
     * <p>A key store that cannot be read after it could be is forgiven once: what was known stays, and only when the
     * next refresh finds the same unreadable file (or still none) is TLS withdrawn. So a file that is being written does
     * no harm as long as it is complete before the second look. An entry that is gone or broken in a store that can be
     * read is withdrawn at once.
     *
     * @return whether something is known now that was not before
     */
    public synchronized boolean refresh() {
        if (bindings.all().isEmpty()) {
            return false;
        }
        KeyStoreView before = view;
        view = before.next(source);
        return !view.saysTheSameAs(before);
    }

    /** The offer at this moment. Never blocks and does no I/O. */
    public TlsOffer offerFor(LocalAddress address) {
        Optional<CertificateBinding> binding = bindings.match(address);
        Finding finding = binding.map(CertificateBinding::alias)
                .map(alias -> view.finding(alias).at(clock.instant()))
                .orElseGet(() -> Finding.noBinding(address));
        return new TlsOffer(address, binding, finding);
    }
}
