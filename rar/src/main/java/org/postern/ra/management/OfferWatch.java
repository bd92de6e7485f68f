package org.postern.ra.management;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;
import org.postern.ra.log.Messages;
import org.postern.tls.Finding;
import org.postern.tls.Stapling;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;

/** Watches what one local address offers, and logs what an administrator should know of it. Thread-safe. */
final class OfferWatch {
    /** What an administrator sees differently now. */
    record Change(TlsOffer before, TlsOffer now) {}

    private final ListenAddress.Scheme scheme;
    private final LocalAddress address;
    private final TlsOffers offers;
    private final Messages messages;
    private TlsOffer known;

    OfferWatch(ListenAddress.Scheme scheme, LocalAddress address, TlsOffers offers, Messages messages) {
        this.scheme = scheme;
        this.address = address;
        this.offers = offers;
        this.messages = messages;
        this.known = offer();
    }

    /** Logs how it stands at the beginning. */
    synchronized void begin() {
        messages.tlsOffered(scheme, known);
        known.warnings().forEach(warning -> messages.tlsWarning(scheme, known, warning));
        known.findings().forEach(certificate -> tellStapling(certificate, Optional.empty()));
    }

    private void tellStapling(TlsOffer before, TlsOffer now) {
        Map<String, Stapling> known = staplings(before);
        now.findings()
                .forEach(certificate -> tellStapling(certificate, Optional.ofNullable(known.get(certificate.alias()))));
    }

    /** Where a responder fails, a warning says so; one that was not asked yet soon will be. */
    private void tellStapling(Finding certificate, Optional<Stapling> before) {
        Stapling now = certificate.stapling();
        boolean settled =
                switch (now.state()) {
                    case STAPLED, BY_THE_JVM, IMPOSSIBLE -> true;
                    case OFF, WAITING, FAILING, REVOKED -> false;
                };
        if (settled && before.filter(now::isLike).isEmpty()) {
            messages.stapling(scheme, known, certificate.alias(), now.sentence());
        }
    }

    private static Map<String, Stapling> staplings(TlsOffer offer) {
        return offer.findings().stream()
                .collect(Collectors.toMap(Finding::alias, Finding::stapling, (first, second) -> first));
    }

    /** What the next connection will get. */
    TlsOffer offer() {
        return offers.offerFor(address);
    }

    /** Looks again, and logs what has changed since the last look. */
    synchronized Optional<Change> check() {
        TlsOffer before = known;
        TlsOffer now = offer();
        // The reason has the date of a certificate: a renewed one is worth a line.
        boolean sameState = now.verdict() == before.verdict() && now.reason().equals(before.reason());
        boolean same = sameState && now.saysTheSameAs(before);
        tellStapling(before, now);
        if (same && staplings(before).equals(staplings(now))) {
            return Optional.empty();
        }
        known = now;
        if (same) {
            return Optional.empty();
        }
        if (!sameState) {
            messages.tlsChanged(scheme, before.verdict(), now);
        }
        without(now.warnings(), before.warnings()).forEach(warning -> messages.tlsWarning(scheme, now, warning));
        // Where TLS is not offered at all, the administrator need not hear of single certificates.
        if (now.usable()) {
            without(before.warnings(), now.warnings())
                    .forEach(warning -> messages.tlsWarningGone(scheme, now, warning));
        }
        return Optional.of(new Change(before, now));
    }

    private static List<String> without(List<String> some, List<String> others) {
        return some.stream().filter(one -> !others.contains(one)).toList();
    }
}
