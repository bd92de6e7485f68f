package org.postern.endpoint;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailEnvelope;
import org.postern.api.MailMessage;
import org.postern.mime.DeliveryStatus;
import org.postern.mime.MailContent;
import org.postern.mime.MailMessages;
import org.postern.mime.OldReport;
import org.postern.mime.ReplyText;

/** A message for which a method is looked for. What stands in it is read when it is first needed, and once. For one thread. */
final class Incoming {
    private final MailMessage message;
    private final MailEnvelope.Recipient recipient;
    private @Nullable MailContent content;
    private @Nullable String newText;
    private Optional<DeliveryStatus> report = Optional.empty();
    private boolean reportRead;

    Incoming(MailMessage message) {
        this.message = message;
        this.recipient = message.envelope().recipients().get(0);
    }

    MailMessage message() {
        return message;
    }

    MailEnvelope.Recipient recipient() {
        return recipient;
    }

    MailContent content() throws IOException {
        if (content == null) {
            content = MailMessages.content(message);
        }
        return content;
    }

    /** Of a long message that may take a second, and it is an argument of each method that the message might be for. */
    String newText() throws IOException {
        if (newText == null) {
            newText = ReplyText.of(content());
        }
        return newText;
    }

    Optional<DeliveryStatus> report() throws IOException {
        if (!reportRead) {
            report = readReport();
            reportRead = true;
        }
        return report;
    }

    /** Only what may be one is read: a report has a null reverse path, or says that it is one. */
    private Optional<DeliveryStatus> readReport() throws IOException {
        boolean possible = message.envelope().reversePath().isEmpty()
                || message.headers()
                        .first("Content-Type")
                        .filter(type -> TextTemplate.fold(type).contains("report"))
                        .isPresent();
        if (!possible) {
            return Optional.empty();
        }
        MailContent read = content();
        return read.deliveryStatus().or(() -> OldReport.of(read));
    }
}
