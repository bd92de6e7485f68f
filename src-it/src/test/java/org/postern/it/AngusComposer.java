package org.postern.it;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.postern.it.MeantMail.File;
import org.postern.it.MeantMail.Mailbox;

/** Writes messages with Jakarta Mail, as applications do. */
final class AngusComposer implements MailPrograms.Sender {
    private final Session session;

    AngusComposer(String host, int port) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", String.valueOf(port));
        session = Session.getInstance(properties);
    }

    @Override
    public void send(List<MeantMail> mails) throws MessagingException, IOException {
        for (MeantMail mail : mails) {
            MimeMessage message = compose(mail);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect();
                transport.sendMessage(message, InternetAddress.parse(mail.recipient()));
            }
        }
    }

    private MimeMessage compose(MeantMail mail) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                if (mail.fields().containsKey("Message-ID")) {
                    setHeader("Message-ID", mail.fields().get("Message-ID"));
                } else {
                    super.updateMessageID();
                }
            }
        };
        message.setFrom(address(mail.from()));
        for (Mailbox one : mail.to()) {
            message.addRecipient(RecipientType.TO, address(one));
        }
        for (Mailbox one : mail.cc()) {
            message.addRecipient(RecipientType.CC, address(one));
        }
        message.setSubject(mail.subject(), "utf-8");
        for (var field : mail.fields().entrySet()) {
            message.setHeader(field.getKey(), field.getValue());
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        texts(mail, mixed);
        for (File file : mail.attachments()) {
            mixed.addBodyPart(part(file, MimeBodyPart.ATTACHMENT));
        }
        if (mail.forwarded().isPresent()) {
            MimeBodyPart inner = new MimeBodyPart();
            inner.setContent(
                    new MimeMessage(
                            session,
                            new ByteArrayInputStream(mail.forwarded().get().getBytes(StandardCharsets.UTF_8))),
                    "message/rfc822");
            mixed.addBodyPart(inner);
        }
        message.setContent(mixed);
        message.saveChanges();
        return message;
    }

    private static void texts(MeantMail mail, MimeMultipart mixed) throws MessagingException, IOException {
        MimeMultipart alternative = new MimeMultipart("alternative");
        if (mail.text().isPresent()) {
            MimeBodyPart text = new MimeBodyPart();
            text.setText(mail.text().get(), mail.charset());
            alternative.addBodyPart(text);
        }
        if (mail.html().isPresent()) {
            MimeBodyPart html = new MimeBodyPart();
            html.setText(mail.html().get(), mail.charset(), "html");
            if (mail.inline().isEmpty()) {
                alternative.addBodyPart(html);
            } else {
                MimeMultipart related = new MimeMultipart("related", html);
                for (File image : mail.inline()) {
                    MimeBodyPart part = part(image, MimeBodyPart.INLINE);
                    part.setContentID("<" + image.cid() + ">");
                    related.addBodyPart(part);
                }
                alternative.addBodyPart(wrapped(related));
            }
        }
        if (mail.calendar().isPresent()) {
            MimeBodyPart calendar = new MimeBodyPart();
            calendar.setDataHandler(new DataHandler(
                    new ByteArrayDataSource(mail.calendar().get(), "text/calendar; method=REQUEST; charset=utf-8")));
            alternative.addBodyPart(calendar);
        }
        mixed.addBodyPart(wrapped(alternative));
    }

    private static MimeBodyPart wrapped(MimeMultipart parts) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(parts);
        return part;
    }

    private static MimeBodyPart part(File file, String disposition) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.type())));
        part.setFileName(file.name());
        part.setDisposition(disposition);
        return part;
    }

    private static InternetAddress address(Mailbox one) throws MessagingException, UnsupportedEncodingException {
        return one.name().isEmpty()
                ? new InternetAddress(one.address())
                : new InternetAddress(one.address(), one.name(), "utf-8");
    }
}
