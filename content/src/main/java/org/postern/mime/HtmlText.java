package org.postern.mime;

import java.util.Set;

/**
 * The text of HTML, as a client shows it: without tags, scripts, comments and what is hidden, with line ends where blocks end.
 *
 * <p>A heuristic for text of a few lines, and no browser: tables become lines with blanks between their cells. It takes time and
 * memory in proportion to the length, whatever is in it.
 */
public final class HtmlText {
    /** What ends a line. */
    private static final Set<String> LINES = Set.of(
            "br",
            "div",
            "tr",
            "li",
            "dt",
            "dd",
            "option",
            "address",
            "center",
            "form",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "nav",
            "aside",
            "figure",
            "figcaption",
            "caption",
            "legend",
            "fieldset");

    /** What has an empty line around. */
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr");

    /** What no reader sees. */
    private static final Set<String> UNSEEN = Set.of("script", "style", "title", "template", "textarea", "noframes");

    private final HtmlTags tags;
    private final HtmlBlocks blocks;
    private final HtmlLines lines;

    private HtmlText(String html, boolean marking) {
        tags = new HtmlTags(html);
        blocks = new HtmlBlocks(marking);
        lines = new HtmlLines();
    }

    /**
     * Gives all of the text.
     *
     * @param html of whatever quality
     * @return lines that end with LF, without blanks at their ends
     */
    public static String of(String html) {
        return new HtmlText(html, false).read();
    }

    /** Gives the text with "> " in front of what is quoted, as in mail without HTML, and the lines that {@link HtmlBlocks} adds. */
    static String withQuotesMarked(String html) {
        return new HtmlText(html, true).read();
    }

    private String read() {
        while (tags.next()) {
            if (tags.isText()) {
                if (!blocks.hidden()) {
                    lines.text(tags.text(), blocks.preformatted());
                }
            } else if (UNSEEN.contains(tags.name())) {
                tags.skipTo(tags.name());
            } else {
                tag();
            }
        }
        return lines.finish();
    }

    private void tag() {
        String name = tags.name();
        if (PARAGRAPHS.contains(name)) {
            lines.paragraph();
        } else if (LINES.contains(name)) {
            lines.end("br".equals(name));
        } else if ("td".equals(name) || "th".equals(name)) {
            lines.blank();
        }
        if (tags.isEnd()) {
            blocks.end(name);
        } else {
            blocks.begin(tags);
        }
        lines.quoted(blocks.quotes());
        blocks.added().ifPresent(lines::line);
    }
}
