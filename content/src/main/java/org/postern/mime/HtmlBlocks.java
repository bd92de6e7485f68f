package org.postern.mime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which blocks are open that mean something: quotations, what is hidden, text with its own line ends. */
final class HtmlBlocks {
    /** What mail programs write where the message begins that is answered: all below is old. */
    static final String SEPARATOR = "-----Original Message-----";

    /** What they write above a signature. */
    static final String SIGNATURE = "-- ";

    /** Deeper ones belong to the one that they are in. */
    private static final int MOST_OPEN = 50;

    private static final Set<String> WITHOUT_END =
            Set.of("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr");

    /** Of Gmail, Yahoo, Proton, Tuta, Zoho and Thunderbird. */
    private static final Set<String> QUOTE_CLASSES = Set.of(
            "gmail_quote",
            "gmail_quote_container",
            "gmail_attr",
            "yahoo_quoted",
            "protonmail_quote",
            "tutanota_quote",
            "zmail_extra",
            "moz-cite-prefix");

    /** Of Outlook, Zimbra and others; its programs for phones and the web add the first two. */
    private static final Set<String> SEPARATORS = Set.of(
            "appendonsend",
            "divrplyfwdmsg",
            "x_divrplyfwdmsg",
            "olk_src_body_section",
            "zwchr",
            "reply-intro",
            "mail-editor-reference-message-container",
            "ms-outlook-mobile-reference-message");

    private static final Set<String> SIGNATURES =
            Set.of("gmail_signature", "moz-signature", "signature", "ms-outlook-mobile-signature", "x_signature");

    private final boolean marking;
    private final Deque<Open> open = new ArrayDeque<>();
    private Optional<String> added = Optional.empty();
    private int quotes;
    private int hidden;
    private int preformatted;

    HtmlBlocks(boolean marking) {
        this.marking = marking;
    }

    /** One of them, and how many elements of its name are open in it and it: the end of the last is its own. */
    private static final class Open {
        private final Kind kind;
        private final String name;
        private int count = 1;

        private Open(Kind kind, String name) {
            this.kind = kind;
            this.name = name;
        }
    }

    private enum Kind {
        QUOTE,
        HIDDEN,
        PREFORMATTED,
        OTHER
    }

    void begin(HtmlTags tag) {
        String name = tag.name();
        added = Optional.empty();
        List<String> marks = Stream.concat(
                        Stream.of(tag.attribute("id").strip()),
                        Stream.of(tag.attribute("class").split("\\s+")))
                .toList();
        if (marking && hidden == 0 && marks.stream().anyMatch(SEPARATORS::contains)) {
            added = Optional.of(SEPARATOR);
        } else if (marking && hidden == 0 && marks.stream().anyMatch(SIGNATURES::contains)) {
            added = Optional.of(SIGNATURE);
        }
        if (WITHOUT_END.contains(name)) {
            return;
        }
        Kind kind = kind(tag, marks);
        Open top = open.peek();
        if (kind != Kind.OTHER && open.size() < MOST_OPEN) {
            open.push(new Open(kind, name));
            count(kind, 1);
        } else if (top != null && top.name.equals(name)) {
            top.count++;
        }
    }

    void end(String name) {
        added = Optional.empty();
        Open top = open.peek();
        if (top != null && top.name.equals(name) && --top.count == 0) {
            count(top.kind, -1);
            open.pop();
        }
    }

    int quotes() {
        return quotes;
    }

    boolean hidden() {
        return hidden > 0;
    }

    boolean preformatted() {
        return preformatted > 0;
    }

    /** A line that the last tag stands for. */
    Optional<String> added() {
        return added;
    }

    private void count(Kind kind, int difference) {
        switch (kind) {
            case QUOTE -> quotes += difference;
            case HIDDEN -> hidden += difference;
            case PREFORMATTED -> preformatted += difference;
            default -> throw new IllegalStateException(kind.toString());
        }
    }

    private Kind kind(HtmlTags tag, List<String> marks) {
        String style = tag.attribute("style").replace(" ", "");
        if (style.contains("display:none") || style.contains("mso-hide:all")) {
            return Kind.HIDDEN;
        }
        if (tag.name().equals("pre")) {
            return Kind.PREFORMATTED;
        }
        // Gmail's indentation is a quotation without a border.
        boolean blockquote = tag.name().equals("blockquote") && !style.contains("border:none");
        return marking && (blockquote || marks.stream().anyMatch(QUOTE_CLASSES::contains)) ? Kind.QUOTE : Kind.OTHER;
    }
}
