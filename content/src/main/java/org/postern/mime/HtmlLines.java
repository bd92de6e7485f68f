package org.postern.mime;

/** Makes lines of the text of HTML: a run of blanks is one, and a run of empty lines, too. */
final class HtmlLines {
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private boolean blank;
    private boolean emptyLine;
    private int quotes;

    /** Whether what comes now is in quotations, which begin on a line of their own. */
    void quoted(int depth) {
        if (depth != quotes) {
            end(false);
            quotes = depth;
        }
    }

    void text(String text, boolean preformatted) {
        String plain = HtmlEntities.decode(text);
        for (int i = 0; i < plain.length(); i++) {
            character(plain.charAt(i), preformatted);
        }
    }

    /** Between two cells. */
    void blank() {
        blank = true;
    }

    /** Ends the line, and writes it even if it is empty, when that is asked for. */
    void end(boolean evenIfEmpty) {
        if (!line.isEmpty()) {
            write();
        } else if (evenIfEmpty) {
            emptyLine = true;
        }
        blank = false;
    }

    void paragraph() {
        end(true);
        emptyLine = true;
    }

    void line(String whole) {
        end(false);
        line.append(whole);
        write();
    }

    String finish() {
        end(false);
        return all.toString();
    }

    private void character(char c, boolean preformatted) {
        if (c == '\n' && preformatted) {
            end(true);
        } else if (c == '\u200B' || c == '\uFEFF' || c == '\u00AD') {
            return; // Without width.
        } else if (preformatted && (c == ' ' || c == '\t')) {
            line.append(c);
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\u00A0') {
            blank = true;
        } else {
            if (blank && !line.isEmpty()) {
                line.append(' ');
            }
            blank = false;
            line.append(c);
        }
    }

    private void write() {
        String prefix = ">".repeat(quotes) + (quotes > 0 ? " " : "");
        if (emptyLine && !all.isEmpty()) {
            all.append(prefix.stripTrailing()).append('\n');
        }
        emptyLine = false;
        all.append(prefix).append(line).append('\n');
        line.setLength(0);
    }
}
