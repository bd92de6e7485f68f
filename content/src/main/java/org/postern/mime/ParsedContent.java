package org.postern.mime;

import jakarta.mail.internet.InternetAddress;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.postern.mime.ContentReader.Files;
import org.postern.mime.ContentReader.Texts;

/** What has been read of a message. */
record ParsedContent(
        HeaderFacts facts,
        Texts texts,
        Files files,
        Optional<DeliveryStatus> deliveryStatus,
        Optional<Attachment> originalMessage,
        Optional<AutomaticReason> automaticReason,
        boolean beyondLimits)
        implements MailContent {

    @Override
    public String subject() {
        return facts.subject();
    }

    @Override
    public List<InternetAddress> from() {
        return facts.addresses().from();
    }

    @Override
    public List<InternetAddress> to() {
        return facts.addresses().to();
    }

    @Override
    public List<InternetAddress> cc() {
        return facts.addresses().cc();
    }

    @Override
    public List<InternetAddress> bcc() {
        return facts.addresses().bcc();
    }

    @Override
    public List<InternetAddress> replyTo() {
        return facts.addresses().replyTo();
    }

    @Override
    public Optional<InternetAddress> sender() {
        return facts.addresses().sender().stream().findFirst();
    }

    @Override
    public Optional<OffsetDateTime> date() {
        return facts.date();
    }

    @Override
    public Optional<String> messageId() {
        return facts.messageId();
    }

    @Override
    public List<String> inReplyTo() {
        return facts.inReplyTo();
    }

    @Override
    public List<String> references() {
        return facts.references();
    }

    @Override
    public Optional<String> text() {
        return texts.text();
    }

    @Override
    public Optional<String> html() {
        return texts.html();
    }

    @Override
    public List<Attachment> attachments() {
        return files.all();
    }

    @Override
    public List<Attachment> inlineImages() {
        return files.shownByHtml();
    }

    @Override
    public List<String> calendars() {
        return texts.calendars();
    }

    @Override
    public boolean automatic() {
        return automaticReason.isPresent();
    }

    @Override
    public List<HeaderField> headers() {
        return facts.header().fields();
    }

    @Override
    public Optional<String> header(String name) {
        return facts.header().text(name);
    }

    @Override
    public List<Attachment> outside() {
        return files.outside();
    }

    /** Without what a stranger could fill a log with. */
    @Override
    public String toString() {
        return messageId().orElse("without a Message-ID") + ", " + attachments().size() + " attachments";
    }
}
