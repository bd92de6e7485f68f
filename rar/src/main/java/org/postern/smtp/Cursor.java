package org.postern.smtp;

import java.util.function.IntPredicate;

/** A place in a text that is read from left to right. What must stand there and does not is refused. */
final class Cursor {
    /** Stands behind the last character; no text has it, because no command line does. */
    static final char END = '\0';

    private final String text;
    private final Reply malformed;
    private int at;

    /**
     * Begins at an index of a text.
     *
     * @param malformed the reply when the text goes on other than it must
     */
    Cursor(String text, int from, Reply malformed) {
        this.text = text;
        this.at = from;
        this.malformed = malformed;
    }

    int at() {
        return at;
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** What was read since an index. */
    String since(int start) {
        return text.substring(start, at);
    }

    /** What has not been read. */
    String rest() {
        return text.substring(at);
    }

    boolean skip(char expected) {
        boolean there = !isAtEnd() && text.charAt(at) == expected;
        if (there) {
            at++;
        }
        return there;
    }

    /**
     * Goes over a word in any case of its letters, if it is there.
     *
     * @param next what the character behind it must be; {@link #END} at the end
     */
    boolean skipWord(String word, IntPredicate next) {
        int end = at + word.length();
        boolean there = text.regionMatches(true, at, word, 0, word.length())
                && next.test(end < text.length() ? text.charAt(end) : END);
        if (there) {
            at = end;
        }
        return there;
    }

    /** Goes over all characters of a kind; tells how many there were. */
    int skipAll(IntPredicate kind) {
        int start = at;
        while (!isAtEnd() && kind.test(text.charAt(at))) {
            at++;
        }
        return at - start;
    }

    void expect(char expected) throws Refusal {
        expect(skip(expected));
    }

    /** Refuses the text if something does not hold here. */
    void expect(boolean holds) throws Refusal {
        if (!holds) {
            throw new Refusal(malformed);
        }
    }
}
