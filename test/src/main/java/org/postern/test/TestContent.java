package org.postern.test;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The content of a test's message: given as a whole, or made of parts. Immutable.
 *
 * @param whole what is given, with the fields in front of it
 */
record TestContent(
        Optional<byte[]> whole,
        List<Field> fields,
        Optional<String> text,
        Optional<String> html,
        List<Attached> attachments) {
    static final TestContent EMPTY =
            new TestContent(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of());

    private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");

    /** One header field. */
    record Field(String name, String value) {}

    /** One attachment. */
    record Attached(String name, DataSource octets) {}

    static TestContent of(byte[] octets) {
        return new TestContent(Optional.of(octets.clone()), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /** Octets of a file whose line ends may be those of this machine. */
    static byte[] withMailLineEnds(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return text.contains("\r") ? octets : text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Instead of another one. */
    TestContent subject(String subject) {
        List<Field> others = fields.stream()
                .filter(field -> !field.name().equalsIgnoreCase("Subject"))
                .toList();
        return new TestContent(whole, others, text, html, attachments).header("Subject", subject);
    }

    TestContent header(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(Checked.fieldName(name), Checked.line("value of a field", value)));
        return new TestContent(whole, List.copyOf(more), text, html, attachments);
    }

    TestContent text(String other) {
        return new TestContent(none(), fields, Optional.of(lines(other)), html, attachments);
    }

    TestContent html(String other) {
        return new TestContent(none(), fields, text, Optional.of(lines(other)), attachments);
    }

    TestContent attach(String name, String type, byte[] octets) {
        List<Attached> more = new ArrayList<>(attachments);
        more.add(new Attached(
                Checked.line("name of an attachment", name), new ByteArrayDataSource(octets.clone(), type)));
        return new TestContent(none(), fields, text, html, List.copyOf(more));
    }

    /** As lines end in mail. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    private Optional<byte[]> none() {
        if (whole.isPresent()) {
            throw new IllegalStateException("The content is given as a whole: nothing can be put into it");
        }
        return whole;
    }

    /** For people. */
    String titled() {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase("Subject"))
                .map(field -> ": " + field.value())
                .findFirst()
                .orElse("");
    }

    byte[] octets(TestEnvelope envelope) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (whole.isPresent()) {
                for (Field field : fields) {
                    out.writeBytes((field.name() + ": " + encoded(field) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                out.writeBytes(whole.get());
            } else {
                composed(envelope).writeTo(out);
            }
            return out.toByteArray();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("The message cannot be written", e);
        }
    }

    private static String encoded(Field field) throws IOException {
        return MimeUtility.fold(field.name().length() + 2, MimeUtility.encodeText(field.value(), "UTF-8", null));
    }

    private MimeMessage composed(TestEnvelope envelope) throws MessagingException, IOException {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true"); // RFC 6532
        MimeMessage message = new Numbered(Session.getInstance(properties));
        message.setSentDate(Date.from(WRITTEN));
        message.setHeader("From", envelope.reversePath().orElse("MAILER-DAEMON@example.org"));
        message.setHeader("To", String.join(", ", envelope.recipients()));
        if (attachments.isEmpty()) {
            setReadable(message);
        } else {
            MimeMultipart mixed = new Parts("mixed");
            MimeBodyPart readable = new MimeBodyPart();
            setReadable(readable);
            mixed.addBodyPart(readable);
            for (Attached attachment : attachments) {
                mixed.addBodyPart(part(attachment));
            }
            message.setContent(mixed);
        }
        message.saveChanges();
        for (Field field : fields) {
            // The first of a name replaces what stands there anyway.
            boolean again = fields.indexOf(field) != firstOf(field.name());
            if (again) {
                message.addHeader(field.name(), encoded(field));
            } else {
                message.setHeader(field.name(), encoded(field));
            }
        }
        return message;
    }

    private int firstOf(String name) {
        int at = 0;
        while (!fields.get(at).name().equalsIgnoreCase(name)) {
            at++;
        }
        return at;
    }

    private void setReadable(MimePart part) throws MessagingException {
        if (html.isEmpty()) {
            part.setText(text.orElse(""), "UTF-8");
            return;
        }
        if (text.isEmpty()) {
            part.setText(html.get(), "UTF-8", "html");
            return;
        }
        MimeMultipart alternatives = new Parts("alternative");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text.get(), "UTF-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html.get(), "UTF-8", "html");
        alternatives.addBodyPart(plain);
        alternatives.addBodyPart(rich);
        part.setContent(alternatives);
    }

    private static MimeBodyPart part(Attached attachment) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(attachment.octets()));
        part.setFileName(attachment.name());
        part.setHeader("Content-Transfer-Encoding", "base64"); // Whatever lines it has.
        return part;
    }

    /** With a boundary that is not by chance: the same test sends the same octets. */
    private static final class Parts extends MimeMultipart {
        Parts(String kind) {
            super(kind);
            ContentType type = new ContentType("multipart", kind, null);
            type.setParameter("boundary", "=_" + kind);
            contentType = type.toString();
        }
    }

    /** The same for the number. */
    private static final class Numbered extends MimeMessage {
        Numbered(Session session) {
            super(session);
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<test@client.example.org>");
        }
    }
}
