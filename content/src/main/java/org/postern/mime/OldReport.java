package org.postern.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.mime.DeliveryStatus.Action;
import org.postern.mime.DeliveryStatus.Recipient;

/**
 * Reports that are meant for people and have nothing for programs (RFC 3464): those of qmail, of Exim with its text alone, of
 * older Sendmail, Exchange and Domino, and of some providers. Each has its fixed sentences, and addresses below them.
 *
 * <p><b>A heuristic.</b> What {@link MailContent#deliveryStatus()} gives was written for programs; this was not. Only what no
 * person has sent is looked at, or what says that it comes from a mail server, and sentences in other languages are not known.
 * Where an address matters, put it into the return path ({@link Verp}): then it does not matter what a report looks like.
 */
public final class OldReport {
    /** Of its text, as much is looked at: behind it comes the message that came back. */
    private static final int MOST_CHARACTERS = 50_000;

    private static final int MOST_RECIPIENTS = 1_000;
    private static final int MOST_DIAGNOSTIC = 1_000;
    private static final Pattern RECIPIENT = Pattern.compile(
            "<?([^\\s<>:;,()\"]{1,300}@[^\\s<>:;,()\"]{1,300})>?(?:\\s*$|\\s*:\\s*(.*)$| on \\p{L}{3},? .*$|\\s+\\(.*$)");
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)");
    private static final Pattern REMOTE = Pattern.compile(
            "(?:while talking to |\\bhost |recipient domain \\S{1,255} by )([A-Za-z0-9.-]{1,255}\\.[A-Za-z0-9-]{1,63})");

    private final OldReportFormat format;
    private final List<String> lines;
    private final List<Recipient> recipients = new ArrayList<>();

    /** The one that is being read, and what is told about it. */
    private String address = "";

    private final StringBuilder diagnostic = new StringBuilder();

    private OldReport(OldReportFormat format, List<String> lines) {
        this.format = format;
        this.lines = lines;
    }

    /**
     * Reads such a report.
     *
     * @param content of a message
     * @return what it says: recipients, whether for good, and status and diagnostic if there are any; empty if it is none
     *     that is known, or one that RFC 3464 knows
     */
    public static Optional<DeliveryStatus> of(MailContent content) {
        if (content.deliveryStatus().isPresent() || !(content.automatic() || isOfServer(content))) {
            return Optional.empty();
        }
        return content.text().or(() -> content.html().map(HtmlText::of)).flatMap(OldReport::ofText);
    }

    static Optional<DeliveryStatus> ofText(String text) {
        List<String> lines = text.substring(0, Math.min(text.length(), MOST_CHARACTERS))
                .lines()
                .map(String::stripTrailing)
                .toList();
        return OldReportFormat.of(lines)
                .map(format -> new OldReport(format, lines).read())
                .filter(report -> !report.recipients().isEmpty());
    }

    private static boolean isOfServer(MailContent content) {
        return content.from().stream()
                .map(from -> from.getAddress().toLowerCase(Locale.ROOT))
                .anyMatch(from -> from.startsWith("mailer-daemon@") || from.startsWith("postmaster@"));
    }

    private DeliveryStatus read() {
        int end = format.firstLine(lines);
        for (; end < lines.size() && !format.isEnd(lines.get(end)); end++) {
            String line = lines.get(end).strip();
            Matcher recipient = RECIPIENT.matcher(line);
            if (recipient.matches()) {
                finish();
                address = recipient.group(1);
                diagnostic.append(Optional.ofNullable(recipient.group(2)).orElse(""));
            } else if (!line.isEmpty() && diagnostic.length() < MOST_DIAGNOSTIC) {
                diagnostic.append(diagnostic.isEmpty() ? "" : " ").append(line);
            }
        }
        finish();
        return new DeliveryStatus(
                format.reporter(lines), Optional.empty(), recipients, QuotedMessage.header(lines, end));
    }

    private void finish() {
        if (!address.isEmpty() && recipients.size() < MOST_RECIPIENTS) {
            String told = diagnostic.substring(0, Math.min(diagnostic.length(), MOST_DIAGNOSTIC));
            recipients.add(new Recipient(new Recipient.Fields(
                    address,
                    Optional.empty(),
                    format.isDelay() ? Action.DELAYED : Action.FAILED,
                    Optional.of(STATUS.matcher(told)).filter(Matcher::find).map(found -> found.group(1)),
                    Optional.of(format.withoutFrame(told)).filter(text -> !text.isEmpty()),
                    Optional.of(REMOTE.matcher(told)).filter(Matcher::find).map(found -> found.group(1)))));
        }
        address = "";
        diagnostic.setLength(0);
    }
}
