package org.postern.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a person has newly written in an answer: without what is quoted, the line that introduces it, the signature, and the line
 * that a phone adds.
 *
 * <p><b>A heuristic.</b> Nothing in a message says what of it is new: it is told by the habits of mail programs, in some twenty
 * languages. What is written between quotations is kept. Keep {@link MailContent#text()} beside the result where something
 * depends on it.
 *
 * <p>Takes time in proportion to the length, and looks at the first 1,000,000 characters.
 */
public final class ReplyText {
    private static final int MOST_CHARACTERS = 1_000_000;

    /** A line that a phone adds is short, and so is what an application for mail adds. */
    private static final int LONGEST_PHONE_LINE = 100;

    private final List<String> lines;
    private final List<String> kept = new ArrayList<>();

    private ReplyText(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Gives what is new in a message: in its text, or in its HTML if it has no text.
     *
     * @param content of a message
     * @return lines that end with LF, none of them empty at the beginning or the end; empty if nothing is new
     */
    public static String of(MailContent content) {
        return content.text()
                .filter(text -> !text.isBlank())
                .map(ReplyText::ofText)
                .or(() -> content.html().map(ReplyText::ofHtml))
                .orElse("");
    }

    /**
     * Gives what is new in a plain text.
     *
     * @param text with line ends of whatever kind
     * @return see {@link #of}
     */
    public static String ofText(String text) {
        return new ReplyText(bounded(text).lines().map(String::stripTrailing).toList()).read();
    }

    /**
     * Gives what is new in HTML, where mail programs also mark quotations and signatures.
     *
     * @param html of whatever quality
     * @return see {@link #of}
     */
    public static String ofHtml(String html) {
        return ofText(HtmlText.withQuotesMarked(bounded(html)));
    }

    private String read() {
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i);
            if (isSignature(line) || QuotedHeader.beginsAt(lines, i)) {
                break;
            }
            int attribution = Attribution.length(lines, i);
            if (attribution > 0) {
                if (!isQuotedBehind(i + attribution)) {
                    break;
                }
                i += attribution;
            } else {
                if (!isQuoted(line)) {
                    keep(line);
                }
                i++;
            }
        }
        trim();
        while (!kept.isEmpty() && (isPhone(last()) || isRule(last()))) {
            kept.remove(kept.size() - 1);
            trim();
        }
        return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
    }

    /** One empty line where there were several, or a quotation with empty lines around. */
    private void keep(String line) {
        if (!line.isEmpty() || (!kept.isEmpty() && !last().isEmpty())) {
            kept.add(line);
        }
    }

    private void trim() {
        while (!kept.isEmpty() && last().isEmpty()) {
            kept.remove(kept.size() - 1);
        }
    }

    private String last() {
        return kept.get(kept.size() - 1);
    }

    private boolean isQuotedBehind(int from) {
        int i = from;
        while (i < lines.size() && i < from + 3 && lines.get(i).isEmpty()) {
            i++;
        }
        return i < lines.size() && isQuoted(lines.get(i));
    }

    static boolean isQuoted(String line) {
        return line.startsWith(">") || line.startsWith(" >");
    }

    /** RFC 3676 section 4.3; the blank behind it gets lost easily. */
    private static boolean isSignature(String line) {
        return line.equals("--");
    }

    /** What separates the old from the new, and is left over at the end. */
    private static boolean isRule(String line) {
        return line.length() >= 3 && line.chars().allMatch(c -> c == '_' || c == '-' || c == '*' || c == '=');
    }

    private static boolean isPhone(String line) {
        String lower = line.strip().toLowerCase(Locale.ROOT);
        return lower.length() <= LONGEST_PHONE_LINE
                && (ReplyWords.PHONE_BEGINNINGS.stream().anyMatch(lower::startsWith)
                        || ReplyWords.PHONE_PHRASES.stream().anyMatch(lower::contains));
    }

    private static String bounded(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    }
}
