package org.postern.ra.address;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.postern.ra.config.ActivationConfig;
import org.postern.ra.config.CertificateConfig;
import org.postern.ra.config.ListenConfig;
import org.postern.ra.config.Property;
import org.postern.ra.delivery.Activation;
import org.postern.ra.management.TriedOffer;
import org.postern.tls.NativeTls;
import org.postern.tls.TlsOffers;
import org.postern.tls.TlsPolicy;

/**
 * Other certificates and wishes for TLS, looked at beside those that are in force: connections see nothing of them. For one
 * look, by one thread; any thread may end it.
 */
public final class Trial {
    /**
     * What an activation would be.
     *
     * @param own the tried properties that it has values of its own for
     */
    public record Other(ActivationConfig config, List<Property> own) {}

    /** Addresses with the same of both share a look at the key stores. */
    private record Wanted(CertificateConfig certificates, TlsPolicy policy) {}

    private final Map<SharedAddress, Activation> addresses;
    private final Map<Activation, Other> others;
    private final Clock clock;
    private final NativeTls library;
    private final Map<Wanted, TlsOffers> looked = new HashMap<>();
    private volatile boolean over;

    Trial(Map<SharedAddress, Activation> addresses, Map<Activation, Other> others, Clock clock, NativeTls library) {
        this.addresses = addresses;
        this.others = others;
        this.clock = clock;
        this.library = library;
    }

    /** What each local address would offer. Reads key stores, which may hang: not for event loops. */
    public List<TriedOffer> look() {
        List<TriedOffer> rows = new ArrayList<>();
        addresses.forEach((address, activation) -> {
            Other other = others.get(activation);
            if (other != null) { // It began or ended meanwhile.
                List<String> own = other.own().stream().map(Property::beanName).toList();
                other.config().listen().stream()
                        .filter(listen ->
                                listen.address().place().equals(address.listen().place()))
                        .forEach(listen -> rows.addAll(address.tried(offers(other.config(), listen), own)));
            }
        });
        return rows;
    }

    /** The answer is not waited for any more: no further certificate is proved. */
    public void end() {
        over = true;
    }

    private TlsOffers offers(ActivationConfig config, ListenConfig listen) {
        return looked.computeIfAbsent(new Wanted(config.certificates(), listen.tls()), wanted -> {
            TlsOffers offers = wanted.certificates().offers(wanted.policy(), clock, this::prove, library);
            offers.refresh();
            return offers;
        });
    }

    private void prove(List<? extends Runnable> proofs) {
        for (Runnable proof : proofs) {
            if (over) {
                throw new CancellationException("Not all certificates were proved");
            }
            proof.run();
        }
    }
}
