package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.postern.it.Mailbox.StoredMail;
import org.postern.mime.AutomaticReason;
import org.postern.mime.DeliveryStatus;
import org.postern.mime.MailContent;
import org.postern.mime.OldReport;
import org.postern.mime.Verp;

/** What a mail server reports about a message, as a bean reads it. */
record StoredReport(MailContent content) {
    /** Who gets them. */
    static final Verp BOUNCES = Verp.plain("bounces@shop.example.com");

    /** What the reports are about. */
    static final String MAIL =
            "From: shop@shop.example.com\nSubject: Order 1\nMessage-ID: <order-1@shop.example.com>\n\nTwo teapots.\n";

    /** Waits for the only one, and checks what holds for all of them. */
    static StoredReport await(Mailbox mailbox, String recipient) throws Exception {
        StoredMail stored = mailbox.awaitOne();
        MailContent content = StoredContent.of(stored);
        assertThat(BOUNCES.decode(stored.facts().getJsonArray("rcpt_to").getString(0)))
                .contains(recipient);
        assertThat(content.automaticReason()).contains(AutomaticReason.NULL_REVERSE_PATH);
        assertThat(content.deliveryStatus().flatMap(DeliveryStatus::reportingMta))
                .contains("relay.example.org");
        StoredReport report = new StoredReport(content);
        assertThat(report.recipient().finalRecipient()).isEqualTo(recipient);
        assertThat(OldReport.of(content)).isEmpty();
        assertThat(report.original().messageId()).contains("<order-1@shop.example.com>");
        return report;
    }

    DeliveryStatus status() {
        return content.deliveryStatus().orElseThrow();
    }

    DeliveryStatus.Recipient recipient() {
        return status().recipients().get(0);
    }

    MailContent original() throws Exception {
        return content.originalMessage().orElseThrow().message().orElseThrow();
    }
}
