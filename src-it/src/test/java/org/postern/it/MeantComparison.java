package org.postern.it;

import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.postern.it.MeantMail.Feature;
import org.postern.it.MeantMail.File;
import org.postern.it.MeantMail.Mailbox;
import org.postern.it.MeantMail.Skills;
import org.postern.mime.Attachment;
import org.postern.mime.MailContent;

/** What a program meant beside what an application reads. */
final class MeantComparison {
    private final MeantMail meant;
    private final MailContent read;
    private final Skills skills;
    private final List<String> differences = new ArrayList<>();

    private MeantComparison(MeantMail meant, MailContent read, Skills skills) {
        this.meant = meant;
        this.read = read;
        this.skills = skills;
    }

    /** Says what is not as it was meant: nothing, if all is right. */
    static List<String> differences(MeantMail meant, MailContent read, Skills skills) throws IOException {
        MeantComparison comparison = new MeantComparison(meant, read, skills);
        comparison.compare();
        return comparison.differences;
    }

    private void compare() throws IOException {
        boolean patch = skills.program().startsWith("git");
        same("subject", subject((patch ? "[PATCH] " : "") + meant.subject()), subject(read.subject()));
        same("from", mailboxes(List.of(meant.from())), addresses(read.from()));
        same("to", mailboxes(meant.to()), addresses(read.to()));
        same("cc", mailboxes(meant.cc()), addresses(read.cc()));
        if (patch) {
            String text = lines(read.text());
            // Lines lose blanks at their ends on the way into a commit.
            if (!text.replace("-- ", "--").contains(lines(meant.text()).strip().replace("-- ", "--"))
                    || !text.contains("\n+" + meant.subject())) {
                differences.add("text: " + read.text());
            }
        } else {
            // A program that writes HTML alone may make a text of it.
            if (meant.text().isPresent()) {
                same("text", lines(meant.text()), lines(read.text()));
            }
            same("html", lines(meant.html()), lines(read.html()));
        }
        if (meant.fields().containsKey("Message-ID")) {
            same("messageId", Optional.of(meant.fields().get("Message-ID")), read.messageId());
        }
        same(
                "automatic",
                meant.fields().containsKey("List-Id") || meant.fields().containsKey("Auto-Submitted"),
                read.automatic());
        compareAttachments();
    }

    /** In any order: some programs put images first, others last. */
    private void compareAttachments() throws IOException {
        List<Attachment> left = new ArrayList<>(read.attachments());
        for (File file : meant.inline()) {
            take(left, file, file.cid());
        }
        for (File file : meant.attachments()) {
            take(left, file, "");
        }
        if (meant.forwarded().isPresent()) {
            byte[] inner = meant.forwarded().get().getBytes(StandardCharsets.UTF_8);
            takeText(left, "message/rfc822", new String(inner, StandardCharsets.UTF_8));
        }
        if (meant.calendar().isPresent()) {
            takeText(left, "text/calendar", meant.calendar().get());
            // Beside the alternative, many send it as a file, too.
            left.removeIf(one -> one.type().equals("application/ics"));
        }
        if (!left.isEmpty()) {
            differences.add("attachments that were not meant: " + left);
        }
    }

    private void take(List<Attachment> left, File file, String cid) throws IOException {
        for (Attachment one : left) {
            if (one.name().equals(Optional.of(file.name())) && isContent(file, one)) {
                if (skills.has(Feature.TYPES)) {
                    same("type of " + file.name(), file.type(), one.type());
                }
                if (!cid.isEmpty()) {
                    same("content id of " + file.name(), Optional.of(cid), one.contentId());
                }
                left.remove(one);
                return;
            }
        }
        differences.add("no attachment \"%s\" of %d octets in %s".formatted(file.name(), file.content().length, left));
    }

    /** Programs that guess types write texts in a charset of their own choice. */
    private static boolean isContent(File file, Attachment one) throws IOException {
        byte[] octets = octets(one);
        return Arrays.equals(octets, file.content())
                || (file.type().startsWith("text/")
                        && Stream.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)
                                .map(charset -> lines(Optional.of(new String(octets, charset))))
                                .anyMatch(
                                        lines(Optional.of(new String(file.content(), StandardCharsets.UTF_8)))
                                                ::equals));
    }

    private void takeText(List<Attachment> left, String type, String content) throws IOException {
        for (Attachment one : left) {
            if (one.type().equals(type)
                    && lines(Optional.of(new String(octets(one), StandardCharsets.UTF_8)))
                            .equals(lines(Optional.of(content)))) {
                left.remove(one);
                return;
            }
        }
        differences.add("no " + type + " as it was meant in " + left);
    }

    private static byte[] octets(Attachment one) throws IOException {
        try (InputStream in = one.openStream()) {
            return in.readAllBytes();
        }
    }

    private void same(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            differences.add("%s: meant %s, read %s".formatted(what, expected, actual));
        }
    }

    /** Line ends are those of mail, and programs may add some at the end. */
    private static String lines(Optional<String> text) {
        return text.orElse("").replace("\r\n", "\n").stripTrailing();
    }

    /** Python before 3.12.5 folds between encoded words without the blank that stands there (gh-92081): its own parser misses it, too. */
    private String subject(String text) {
        String line = oneLine(text);
        return skills.program().equals("python email") ? line.replace(" ", "") : line;
    }

    /** Folding may make one blank of several, and drops those at the end. */
    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static List<Mailbox> mailboxes(List<Mailbox> all) {
        return all.stream()
                .map(one -> new Mailbox(oneLine(one.name()), one.address()))
                .toList();
    }

    private static List<Mailbox> addresses(List<InternetAddress> all) {
        return all.stream()
                .map(one -> new Mailbox(
                        oneLine(Optional.ofNullable(one.getPersonal()).orElse("")), one.getAddress()))
                .toList();
    }
}
