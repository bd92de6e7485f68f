package org.postern.mime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postern.mime.ContentReader.Files;
import org.postern.mime.ContentReader.Texts;

/**
 * Opens {@code winmail.dat}: what Outlook and Exchange send to those of whom they think that they have Outlook (TNEF, MS-OXTNEF).
 * Files, invitations and formatted text are in it, and clients other than Outlook show one attachment that their users cannot open.
 *
 * <p>It is opened when it is asked for, and stays closed otherwise: an application that only stores mail has no use for it.
 */
public final class Winmail {
    private static final Set<String> TYPES = Set.of("application/ms-tnef", "application/vnd.ms-tnef");
    private static final Set<String> NAMES = Set.of("winmail.dat", "win.dat");

    /** A message in a message in a message. */
    private static final int MOST_DEPTH = 5;

    private final List<Attachment> attachments = new ArrayList<>();
    private final ContentLimits limits;
    private Optional<String> text;
    private Optional<String> html;
    private boolean whole = true;

    private Winmail(MailContent content, ContentLimits limits) {
        this.text = content.text().filter(there -> !there.isBlank());
        this.html = content.html().filter(there -> !there.isBlank());
        this.limits = limits;
    }

    /**
     * Gives the message as if its {@code winmail.dat} had been sent as usual. Files in it, also those of messages in it, take its
     * place in {@link MailContent#attachments()}, and {@link MailContent#text()} and {@link MailContent#html()} are those in it
     * where the message has none itself. Formatted text that is not HTML is an attachment of type {@code application/rtf}.
     *
     * <p>The octets of attachments stay where they are, and can be read during the call of the listener. One that is broken
     * stays an attachment beside what could be read of it. No more than {@linkplain ContentLimits#withParts(int) so many}
     * attachments are looked for, {@value #MOST_DEPTH} messages deep.
     *
     * @param content of a message, during the call of its listener
     * @return the same content, if there is no such attachment
     * @throws IOException if the content cannot be read
     */
    public static MailContent open(MailContent content) throws IOException {
        return open(content, ContentLimits.defaults());
    }

    /**
     * Does the same with other limits.
     *
     * @param content of a message, during the call of its listener
     * @param limits how much of it is looked into
     * @return see {@link #open(MailContent)}
     * @throws IOException if the content cannot be read
     */
    public static MailContent open(MailContent content, ContentLimits limits) throws IOException {
        if (!(content instanceof ParsedContent parsed)
                || content.attachments().stream().noneMatch(Winmail::isClosed)) {
            return content;
        }
        Winmail winmail = new Winmail(content, limits);
        for (Attachment attachment : content.attachments()) {
            if (isClosed(attachment)) {
                winmail.open(attachment, 1);
            } else {
                winmail.attachments.add(attachment);
            }
        }
        return winmail.result(parsed);
    }

    private static boolean isClosed(Attachment attachment) {
        return TYPES.contains(attachment.type())
                || attachment
                        .name()
                        .filter(name -> NAMES.contains(name.toLowerCase(Locale.ROOT)))
                        .isPresent();
    }

    private MailContent result(ParsedContent parsed) {
        return new ParsedContent(
                parsed.facts(),
                new Texts(text.or(parsed::text), html.or(parsed::html), parsed.calendars()),
                new Files(
                        List.copyOf(attachments),
                        ContentReader.shown(attachments, html.or(parsed::html)),
                        parsed.outside()),
                parsed.deliveryStatus(),
                parsed.originalMessage(),
                parsed.automaticReason(),
                parsed.beyondLimits() || !whole);
    }

    private void open(Attachment closed, int depth) throws IOException {
        TnefMessage message = TnefReader.read(closed::openStream, limits.parts() - attachments.size());
        if (!message.whole()) {
            attachments.add(closed);
            whole = false;
        }
        if (message.text().isPresent()) {
            text = text.isPresent() ? text : Optional.of(read(message.text().get()));
        }
        if (message.html().isPresent()) {
            html = html.isPresent() ? html : Optional.of(read(message.html().get()));
        }
        if (message.rtf().isPresent() && message.html().isEmpty()) {
            attachments.add(new Attachment(message.rtf().get(), limits));
        }
        for (Part part : message.files()) {
            Attachment file = new Attachment(part, limits);
            if (isClosed(file) && depth < MOST_DEPTH && attachments.size() < limits.parts()) {
                open(file, depth + 1);
            } else {
                attachments.add(file);
            }
        }
    }

    /** Without the character that ends it. */
    private String read(Part part) throws IOException {
        String all = part.text(limits.textOctets());
        int end = all.indexOf('\0');
        return end < 0 ? all : all.substring(0, end);
    }
}
