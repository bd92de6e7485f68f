package org.postern.smtp;

/**
 * Reads a path as RFC 5321 section 4.1.2 and, for characters beyond US-ASCII, RFC 6531 section 3.3 write it, from the argument of MAIL or RCPT. A source route is checked and
 * dropped (section 4.1.1.3); everything else is kept to the letter.
 */
final class PathParser {
    /** RFC 5321 section 4.5.3.1.1. */
    private static final int MAX_LOCAL_PART = 64;

    private static final String ATEXT_SYMBOLS = "!#$%&'*+-/=?^_`{|}~";
    private static final char FIRST_BEYOND_ASCII = '\u00a0';
    private static final String POSTMASTER = "postmaster";

    private final String text;
    private final Reply malformed;
    private int at;

    /**
     * Begins at an index of a text.
     *
     * @param malformed the reply when there is no path there
     */
    PathParser(String text, int from, Reply malformed) {
        this.text = text;
        this.at = from;
        this.malformed = malformed;
    }

    /** Whether a text is a mailbox and nothing else. */
    static boolean isMailbox(String text) {
        PathParser parser = new PathParser(text, 0, Replies.BAD_SENDER);
        try {
            parser.mailbox();
            return parser.end() == text.length();
        } catch (Refusal refusal) {
            return false;
        }
    }

    /** The index behind the path that was read. */
    int end() {
        return at;
    }

    /** Reads the path of MAIL: the mailbox, or nothing for {@code <>}. */
    String reversePath() throws Refusal {
        expect('<');
        if (skip('>')) {
            return "";
        }
        String mailbox = routedMailbox();
        expect('>');
        return mailbox;
    }

    /** Reads the path of RCPT: the mailbox, which is the bare word {@code Postmaster} or has a domain. */
    String forwardPath() throws Refusal {
        expect('<');
        int wordEnd = at + POSTMASTER.length();
        if (text.regionMatches(true, at, POSTMASTER, 0, POSTMASTER.length()) && text.startsWith(">", wordEnd)) {
            String postmaster = text.substring(at, wordEnd);
            at = wordEnd + 1;
            return postmaster;
        }
        String mailbox = routedMailbox();
        expect('>');
        return mailbox;
    }

    private String routedMailbox() throws Refusal {
        if (peek() == '@') {
            sourceRoute();
        }
        return mailbox();
    }

    private void sourceRoute() throws Refusal {
        do {
            expect('@');
            domain();
        } while (skip(','));
        expect(':');
    }

    private String mailbox() throws Refusal {
        int start = at;
        if (peek() == '"') {
            quotedString();
        } else {
            dotString();
        }
        if (Utf8.length(text.substring(start, at)) > MAX_LOCAL_PART) {
            throw new Refusal(malformed);
        }
        expect('@');
        domain();
        return text.substring(start, at);
    }

    private void quotedString() throws Refusal {
        expect('"');
        while (!skip('"')) {
            boolean escaped = skip('\\');
            // RFC 6531 has no quoted pair of a character beyond US-ASCII.
            if (!(isPrintable(peek()) || (!escaped && isBeyondAscii(peek())))) {
                throw unexpected();
            }
            at++;
        }
    }

    private void dotString() throws Refusal {
        do {
            int start = at;
            while (isAtext(peek())) {
                at++;
            }
            if (at == start) {
                throw unexpected();
            }
        } while (skip('.'));
    }

    private void domain() throws Refusal {
        int start = at;
        boolean literal = peek() == '[';
        while (literal ? peek() != ']' : Domains.isDomainCharacter(peek())) {
            if (peek() == END || (literal && !isPrintable(peek()))) {
                throw unexpected();
            }
            at++;
        }
        if (literal) {
            expect(']');
        }
        String domain = text.substring(start, at);
        if (!(literal ? AddressLiteral.isValid(domain) : Domains.isStrictDomain(domain))) {
            throw unexpected();
        }
    }

    private static boolean isAtext(char c) {
        return Domains.isLetterOrDigit(c) || ATEXT_SYMBOLS.indexOf(c) >= 0 || isBeyondAscii(c);
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~';
    }

    /** The control characters behind US-ASCII are in no address. */
    private static boolean isBeyondAscii(char c) {
        return c >= FIRST_BEYOND_ASCII;
    }

    private static final char END = '\0';

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private boolean skip(char expected) {
        boolean there = peek() == expected;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char expected) throws Refusal {
        if (!skip(expected)) {
            throw unexpected();
        }
    }

    private Refusal unexpected() {
        return new Refusal(malformed);
    }
}
