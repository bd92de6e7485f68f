package org.postern.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks through the parts of one message and collects what is there. */
final class ContentReader {
    /** Parts in parts in parts: no mail program writes so, but an attacker does, to see what happens. */
    private static final int MAX_DEPTH = 30;

    private static final int MAX_PARTS = 1_000;
    private static final String PLAIN = "text/plain";
    private static final String HTML = "text/html";
    private static final String UNKNOWN = "application/octet-stream";

    private final MimeMessage message;
    private final List<Attachment> attachments = new ArrayList<>();
    private Optional<String> text = Optional.empty();
    private Optional<String> html = Optional.empty();
    private Optional<DeliveryStatus> status = Optional.empty();
    private int parts;

    ContentReader(MimeMessage message) {
        this.message = message;
    }

    MailContent read(boolean hasReversePath) {
        collect(message, 0);
        return new MailContent(
                header(message, "Subject").orElse(""),
                addresses("From"),
                addresses("To"),
                addresses("Cc"),
                header(message, "Message-ID"),
                text,
                html,
                attachments,
                status,
                !hasReversePath || isAutomatic());
    }

    private void collect(Part part, int depth) {
        if (++parts > MAX_PARTS) {
            return;
        }
        Optional<ContentType> type = type(part);
        String name = type.map(ContentType::getBaseType).orElse(UNKNOWN).toLowerCase(Locale.ROOT);
        if (name.startsWith("multipart/") && depth < MAX_DEPTH && collectParts(part, depth)) {
            return;
        }
        if (name.equals("message/delivery-status") || name.equals("message/global-delivery-status")) {
            status = status.or(() ->
                    octets(part).map(octets -> DeliveryStatusParser.parse(new String(octets, StandardCharsets.UTF_8))));
        }
        if (text.isEmpty() && name.equals(PLAIN) && !isAttachment(part)) {
            text = text(part, type);
        } else if (html.isEmpty() && name.equals(HTML) && !isAttachment(part)) {
            html = text(part, type);
        } else {
            attachments.add(new Attachment(part, name, fileName(part), contentId(part)));
        }
    }

    /** Tells whether there are parts. */
    private boolean collectParts(Part part, int depth) {
        try {
            Multipart multipart = part.getContent() instanceof Multipart parsed
                    ? parsed
                    : new MimeMultipart(part.getDataHandler().getDataSource());
            int count = multipart.getCount();
            for (int i = 0; i < count; i++) {
                collect(multipart.getBodyPart(i), depth + 1);
            }
            return count > 0;
        } catch (MessagingException | IOException e) {
            return false;
        }
    }

    /** RFC 3834 section 5, and what servers said before it or say beside it. */
    private boolean isAutomatic() {
        Optional<String> submitted = header(message, "Auto-Submitted");
        String precedence = header(message, "Precedence").orElse("").toLowerCase(Locale.ROOT);
        return submitted
                        .filter(value -> !value.toLowerCase(Locale.ROOT).startsWith("no"))
                        .isPresent()
                || List.of("bulk", "junk", "list", "auto_reply").contains(precedence)
                || header(message, "List-Id").isPresent()
                || header(message, "X-Autoreply").isPresent()
                || header(message, "X-Autorespond").isPresent()
                || status.isPresent();
    }

    private List<InternetAddress> addresses(String name) {
        try {
            return header(message, name).isEmpty()
                    ? List.of()
                    : Arrays.asList(
                            InternetAddress.parseHeader(MimeUtility.unfold(message.getHeader(name, ",")), false));
        } catch (MessagingException e) {
            return List.of();
        }
    }

    private static Optional<String> text(Part part, Optional<ContentType> type) {
        return octets(part).map(octets -> new String(octets, charset(type)));
    }

    /** Unknown ones are mostly misspelt: whatever can be read is better than nothing. */
    private static Charset charset(Optional<ContentType> type) {
        try {
            return type.map(one -> one.getParameter("charset"))
                    .map(name -> Charset.forName(MimeUtility.javaCharset(name)))
                    .orElse(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** What can be decoded of a part; of one whose encoding is broken, what stands in front of the fault. */
    private static Optional<byte[]> octets(Part part) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (InputStream in = part.getInputStream()) {
            in.transferTo(octets);
        } catch (MessagingException | IOException e) {
            return octets.size() == 0 ? Optional.empty() : Optional.of(octets.toByteArray());
        }
        return Optional.of(octets.toByteArray());
    }

    /** RFC 2045 section 5.2: without a type it is text; with one that cannot be read, it could be anything. */
    private static Optional<ContentType> type(Part part) {
        try {
            String value = part.getContentType();
            return Optional.of(new ContentType(value == null || value.isBlank() ? PLAIN : value));
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    private static boolean isAttachment(Part part) {
        try {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        } catch (MessagingException e) {
            return true;
        }
    }

    private static Optional<String> fileName(Part part) {
        try {
            return decoded(part.getFileName());
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> contentId(Part part) {
        return header(part, "Content-ID").map(id -> id.replaceAll("^<|>$", ""));
    }

    private static Optional<String> header(Part part, String name) {
        try {
            String[] values = part.getHeader(name);
            return values == null ? Optional.empty() : decoded(values[0]);
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> decoded(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        String unfolded = MimeUtility.unfold(value).strip();
        try {
            return Optional.of(MimeUtility.decodeText(unfolded));
        } catch (UnsupportedEncodingException e) {
            return Optional.of(unfolded);
        }
    }
}
