package org.postern.mime;

import java.util.Locale;

/** Reads HTML from front to end: text, tag, text, tag. Each character is looked at a bounded number of times. */
final class HtmlTags {
    private static final int MOST_NAME = 20;
    /** Of a start tag, as much is looked at. */
    private static final int MOST_ATTRIBUTES = 4_000;

    private final String html;
    private int position;
    private boolean text;
    private boolean end;
    private String content = "";
    private String name = "";

    /** No such character comes any more. Without this, a search for one from each tag on takes quadratic time. */
    private boolean noTagEnds;

    private boolean noDoubleQuotes;
    private boolean noSingleQuotes;

    HtmlTags(String html) {
        this.html = html;
    }

    /** Goes on, and tells whether there was something. */
    boolean next() {
        if (position >= html.length()) {
            return false;
        }
        if (html.charAt(position) == '<' && (comment() || tag())) {
            return true;
        }
        int until = html.indexOf('<', position + 1);
        until = until < 0 ? html.length() : until;
        found(html.substring(position, until), until);
        return true;
    }

    boolean isText() {
        return text;
    }

    /** With entities as they were written. */
    String text() {
        return content;
    }

    /** In lower case. */
    String name() {
        return name;
    }

    boolean isEnd() {
        return end;
    }

    /** What stands in an attribute; the empty string, if there is none. */
    String attribute(String attribute) {
        return HtmlAttributes.value(content, attribute);
    }

    /** Goes to the end tag of an element whose content is not HTML, or to the end. */
    void skipTo(String element) {
        if (end) {
            return;
        }
        int from = position;
        while (from >= 0 && !html.regionMatches(true, from, "</" + element, 0, element.length() + 2)) {
            from = html.indexOf("</", from + 1);
        }
        position = from < 0 ? html.length() : from;
    }

    private boolean comment() {
        if (html.startsWith("<!--", position)) {
            int until = html.indexOf("-->", position + 4);
            found("", until < 0 ? html.length() : until + 3);
            return true;
        }
        if (html.startsWith("<!", position) || html.startsWith("<?", position)) {
            int until = html.indexOf('>', position);
            found("", until < 0 ? html.length() : until + 1);
            return true;
        }
        return false;
    }

    private boolean tag() {
        int first = position + 1;
        boolean closing = first < html.length() && html.charAt(first) == '/';
        first += closing ? 1 : 0;
        int last = first;
        while (last < html.length() && last - first < MOST_NAME && isName(html.charAt(last))) {
            last++;
        }
        if (last == first || !Character.isLetter(html.charAt(first)) || noTagEnds) {
            return false;
        }
        int until = tagEnd(last);
        if (until < 0) {
            noTagEnds = true;
            return false;
        }
        text = false;
        end = closing;
        name = html.substring(first, last).toLowerCase(Locale.ROOT);
        content = html.substring(last, Math.min(until, last + MOST_ATTRIBUTES));
        position = until + 1;
        return true;
    }

    /** The first {@code >} that is not in quotes. */
    private int tagEnd(int from) {
        for (int i = from; i < html.length(); i++) {
            char c = html.charAt(i);
            if (c == '>') {
                return i;
            }
            // Quotes mean something behind an equals sign only: an apostrophe elsewhere is a slip.
            if (((c == '"' && !noDoubleQuotes) || (c == '\'' && !noSingleQuotes)) && html.charAt(i - 1) == '=') {
                int close = html.indexOf(c, i + 1);
                if (close < 0) {
                    noDoubleQuotes |= c == '"';
                    noSingleQuotes |= c == '\'';
                } else {
                    i = close;
                }
            }
        }
        return -1;
    }

    private void found(String found, int until) {
        text = true;
        end = false;
        name = "";
        content = found;
        position = until;
    }

    private static boolean isName(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
