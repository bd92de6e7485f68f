package org.postern.example;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.postern.api.MailEnvelope;
import org.postern.mime.DeliveryStatus;
import org.postern.mime.DeliveryStatus.Action;
import org.postern.mime.Verp;

/**
 * An address that mail could not be delivered to.
 *
 * @param status as in RFC 3463; empty if it was not told
 * @param diagnostic what the server said that refused it; empty if it was not told
 */
record Undeliverable(String address, String status, String diagnostic) {
    static final int MAX_DIAGNOSTIC = 500;

    /** Mail that was sent from {@code bounces+user=example.net@shop.example.com} was for {@code user@example.net}. */
    private static final Verp RETURN_PATHS = Verp.plain("bounces@shop.example.com");

    /** Whatever a peer controls has a bound. */
    private static final int MAX_ADDRESSES = 100;

    /**
     * Finds the addresses that a report says are undeliverable. Servers on the way may have changed an address: what was
     * put into the return path counts more than what stands in the report.
     */
    static List<Undeliverable> of(DeliveryStatus status, MailEnvelope envelope) {
        List<DeliveryStatus.Recipient> failed = status.recipients().stream()
                .filter(recipient -> recipient.action() == Action.FAILED)
                .toList();
        List<String> written = envelope.recipients().stream()
                .flatMap(recipient -> RETURN_PATHS.decode(recipient.address()).stream())
                .toList();
        Stream<Undeliverable> all = written.isEmpty()
                ? failed.stream().map(one -> of(one.originalRecipient().orElse(one.finalRecipient()), one))
                : failed.stream().limit(1).flatMap(one -> written.stream().map(address -> of(address, one)));
        return all.filter(one -> Addresses.isUsable(one.address()))
                .distinct()
                .limit(MAX_ADDRESSES)
                .toList();
    }

    private static Undeliverable of(String address, DeliveryStatus.Recipient told) {
        return new Undeliverable(
                address.toLowerCase(Locale.ROOT),
                told.status().orElse(""),
                OneLine.of(told.diagnosticCode().orElse(""), MAX_DIAGNOSTIC));
    }
}
