package org.postern.smtp;

import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Reads what stands behind the names of MAIL and RCPT: RFC 5321 section 4.1.2 and, for characters beyond US-ASCII, RFC 6531
 * section 3.3. A source route is checked and dropped (section 4.1.1.3); everything else is kept to the letter. No part of
 * an address but its domain has a limit of its own (section 4.5.3.1): the command line has one. Without state.
 *
 * <p>What one production leaves to the kinds of grammars is abstract here.
 */
abstract class EnvelopeGrammar {
    private static final String ATEXT_SYMBOLS = "!#$%&'*+-/=?^_`{|}~";
    private static final char FIRST_BEYOND_ASCII = '\u00a0';
    private static final String POSTMASTER = "postmaster";

    /**
     * Reads the argument of a command.
     *
     * @param rest of the line, behind the verb, with the blank between them
     */
    final PathArgument read(PathKind kind, String rest) throws Refusal {
        Cursor command = new Cursor(rest, 0, kind.malformedCommand());
        keyword(command, kind.keyword());
        Cursor path = new Cursor(rest, command.at(), kind.malformedPath());
        String mailbox = path(path, kind);
        return new PathArgument(mailbox, parameters(path.rest(), kind.malformedCommand()));
    }

    /** Whether a text is a mailbox and nothing else. */
    final boolean isMailbox(String text) {
        Cursor in = new Cursor(text, 0, Replies.BAD_SENDER);
        try {
            mailbox(in);
            return in.isAtEnd();
        } catch (Refusal refusal) {
            return false;
        }
    }

    /** Reads all from the verb to the colon. */
    abstract void keyword(Cursor in, String keyword) throws Refusal;

    /** Reads what stands behind the colon, parameters excluded. */
    abstract String path(Cursor in, PathKind kind) throws Refusal;

    abstract Map<String, String> parameters(String text, Reply malformedCommand) throws Refusal;

    /** Whether a parameter is as good as not there. */
    abstract boolean meansNothing(String keyword, String value);

    /** Reads a local part without quotes. */
    abstract void dotString(Cursor in) throws Refusal;

    abstract boolean isDomainCharacter(int c);

    abstract boolean isDomain(String text);

    /** Checks a text that includes the brackets. */
    abstract boolean isLiteral(String text);

    /**
     * Reads what stands in brackets, up to the second: a mailbox, with or without a route, or the bare word {@code Postmaster}
     * (section 4.5.1).
     *
     * @param next what may stand behind that word
     */
    final String routedMailbox(Cursor in, PathKind kind, IntPredicate next) throws Refusal {
        int start = in.at();
        if (isPostmaster(in, kind, next)) {
            return in.since(start);
        }
        if (in.peek() == '@') {
            sourceRoute(in);
        }
        return mailbox(in);
    }

    /** Goes over the word, if it is there. */
    static boolean isPostmaster(Cursor in, PathKind kind, IntPredicate next) {
        return kind == PathKind.FORWARD && in.skipWord(POSTMASTER, next);
    }

    final String mailbox(Cursor in) throws Refusal {
        int start = in.at();
        if (in.peek() == '"') {
            quotedString(in);
        } else {
            dotString(in);
        }
        in.expect('@');
        domain(in);
        return in.since(start);
    }

    final void domain(Cursor in) throws Refusal {
        int start = in.at();
        if (in.skip('[')) {
            in.skipAll(c -> c != ']' && isPrintable((char) c));
            in.expect(']');
            in.expect(isLiteral(in.since(start)));
        } else {
            in.skipAll(this::isDomainCharacter);
            in.expect(isDomain(in.since(start)));
        }
    }

    static boolean isAtext(int c) {
        return Domains.isLetterOrDigit((char) c) || ATEXT_SYMBOLS.indexOf(c) >= 0 || isBeyondAscii((char) c);
    }

    private void sourceRoute(Cursor in) throws Refusal {
        do {
            in.expect('@');
            domain(in);
        } while (in.skip(','));
        in.expect(':');
    }

    private static void quotedString(Cursor in) throws Refusal {
        in.expect('"');
        while (!in.skip('"')) {
            boolean escaped = in.skip('\\');
            char c = in.peek();
            // RFC 6531 has no quoted pair of a character beyond US-ASCII.
            in.expect(isPrintable(c) || (!escaped && isBeyondAscii(c)));
            in.skip(c);
        }
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~';
    }

    /** The control characters behind US-ASCII are in no address. */
    private static boolean isBeyondAscii(char c) {
        return c >= FIRST_BEYOND_ASCII;
    }
}
