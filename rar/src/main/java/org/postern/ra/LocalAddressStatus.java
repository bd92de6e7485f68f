package org.postern.ra;

import java.util.Locale;
import org.postern.net.ListenAddress;
import org.postern.tls.CertificateBinding;
import org.postern.tls.IpLiteral;
import org.postern.tls.LocalAddress;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;
import org.postern.tls.Verdict;

/**
 * Watches what one local address offers: the same offer that the next connection will get. Used by one thread at a time
 * to check, and by any to look.
 */
final class LocalAddressStatus implements LocalAddressStatusMXBean {
    private final ListenAddress.Scheme scheme;
    private final LocalAddress address;
    private final TlsOffers offers;
    private final Messages messages;
    private Verdict known;

    LocalAddressStatus(ListenAddress.Scheme scheme, LocalAddress address, TlsOffers offers, Messages messages) {
        this.scheme = scheme;
        this.address = address;
        this.offers = offers;
        this.messages = messages;
        TlsOffer first = offer();
        this.known = first.verdict();
        messages.tlsOffered(scheme, first);
    }

    /** Tells the administrator if anything has changed since the last look. */
    synchronized void check() {
        TlsOffer now = offer();
        if (now.verdict() != known) {
            messages.tlsChanged(scheme, known, now);
            known = now.verdict();
        }
    }

    @Override
    public String getScheme() {
        return scheme.toString();
    }

    @Override
    public String getAddress() {
        return IpLiteral.format(address.ip());
    }

    @Override
    public int getPort() {
        return address.port();
    }

    @Override
    public String getBinding() {
        return offer().binding().map(CertificateBinding::toString).orElse("");
    }

    @Override
    public String getAlias() {
        return offer().binding().map(CertificateBinding::alias).orElse("");
    }

    @Override
    public String getSubject() {
        return offer().certificate().map(certificate -> certificate.subject()).orElse("");
    }

    @Override
    public String getNotAfter() {
        return offer().certificate()
                .map(certificate -> certificate.notAfter().toString())
                .orElse("");
    }

    @Override
    public String getStartTls() {
        return offer().usable() ? "yes" : "no";
    }

    @Override
    public String getVerdict() {
        return offer().verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String getReason() {
        return offer().reason();
    }

    private TlsOffer offer() {
        return offers.offerFor(address);
    }
}
