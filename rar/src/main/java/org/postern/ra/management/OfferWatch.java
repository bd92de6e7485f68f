package org.postern.ra.management;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;
import org.postern.ra.flight.FlightEvents;
import org.postern.ra.flight.FlightRecorder;
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
    private final FlightEvents recorder = FlightRecorder.ofThisJvm();
    private TlsOffer known;

    /** What was told of each certificate's OCSP response, by alias, and has held since, but for moments. */
    private final Map<String, Stapling> told = new HashMap<>();

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
        record(known);
        known.warnings().forEach(warning -> messages.tlsWarning(scheme, known, warning));
        known.findings().forEach(this::tellStapling);
    }

    /** Where a responder fails, a warning says so; one that was not asked yet soon will be. */
    private void tellStapling(Finding certificate) {
        Stapling now = certificate.stapling();
        switch (now.state()) {
            case STAPLED, BY_THE_JVM, IMPOSSIBLE -> {
                Optional<Stapling> before = Optional.ofNullable(told.put(certificate.alias(), now));
                if (before.filter(now::isLike).isEmpty()) {
                    messages.stapling(scheme, known, certificate.alias(), now.sentence());
                }
            }
            case OFF, WAITING, FAILING, BRIEFLY, REVOKED -> told.remove(certificate.alias());
            case INTERRUPTED -> {} // The next answer will be no news.
        }
    }

    private static Map<String, Stapling> staplings(TlsOffer offer) {
        return offer.findings().stream()
                .collect(Collectors.toMap(Finding::alias, Finding::stapling, (first, second) -> first));
    }

    private void record(TlsOffer offer) {
        recorder.verdict(scheme.toString(), address.toString(), offer.verdict().toString(), offer.reason());
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
        now.findings().forEach(this::tellStapling);
        if (same && staplings(before).equals(staplings(now))) {
            return Optional.empty();
        }
        known = now;
        if (same) {
            return Optional.empty();
        }
        if (!sameState) {
            messages.tlsChanged(scheme, before.verdict(), now);
            record(now);
        }
        without(now.warnings(), before.warnings()).forEach(warning -> messages.tlsWarning(scheme, now, warning));
        // Where TLS is not offered at all, the administrator need not hear of single certificates.
        if (now.usable()) {
            without(before.warnings(), now.warnings()).stream()
                    .filter(warning -> !goesOn(warning, before, now))
                    .forEach(warning -> messages.tlsWarningGone(scheme, now, warning));
        }
        return Optional.of(new Change(before, now));
    }

    /** A response that cannot be renewed, and then ends: the trouble of its responder is not over, it has got worse. */
    private static boolean goesOn(String warning, TlsOffer before, TlsOffer now) {
        Map<String, Stapling> staplings = staplings(now);
        return before.findings().stream()
                .filter(certificate ->
                        certificate.stapling().warning().filter(warning::equals).isPresent())
                .map(certificate -> Optional.ofNullable(staplings.get(certificate.alias())))
                .anyMatch(stapling -> stapling.flatMap(Stapling::warning).isPresent());
    }

    private static List<String> without(List<String> some, List<String> others) {
        return some.stream().filter(one -> !others.contains(one)).toList();
    }
}
