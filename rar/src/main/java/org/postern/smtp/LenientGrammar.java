package org.postern.smtp;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What scanners, scripts and old servers write, wherever there is one way only to read it:
 *
 * <pre>
 * MAIL FROM : [path] [parameters]      blanks and tabs behind the verb and around the colon
 * path = &lt; address &gt;                   blanks and tabs inside of the brackets
 *      / address                       without brackets: no quotes, no source route, and no word that could be a parameter
 * address                              dots anywhere in the local part; in the domain underscores, hyphens at the end of
 *                                      words and a dot at the end; IPv6 literals without tag or with a zone
 * parameters                           SIZE and AUTH may have nothing behind their equals sign
 * </pre>
 *
 * A path without brackets ends at a blank or at the end of the line, so that whatever else stands there refuses it.
 */
final class LenientGrammar extends EnvelopeGrammar {
    /** Programs write them from variables that are empty. */
    private static final Set<String> MAY_BE_EMPTY = Set.of(SenderParameters.SIZE, SenderParameters.AUTH);

    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    @Override
    void keyword(Cursor in, String keyword) throws Refusal {
        in.skipAll(LenientGrammar::isBlank);
        in.expect(in.skipWord(keyword, next -> next == ':' || isBlank(next)));
        in.skipAll(LenientGrammar::isBlank);
        in.expect(':');
        in.skipAll(LenientGrammar::isBlank);
    }

    @Override
    String path(Cursor in, PathKind kind) throws Refusal {
        return in.skip('<') ? inBrackets(in, kind) : bare(in, kind);
    }

    @Override
    Map<String, String> parameters(String text, Reply malformedCommand) throws Refusal {
        return Parameters.parse(text, BLANKS, MAY_BE_EMPTY, malformedCommand);
    }

    /** A submitter that the client does not know is what the server supposes anyway (RFC 4954 section 5). */
    @Override
    boolean meansNothing(String keyword, String value) {
        return MAY_BE_EMPTY.contains(keyword)
                && (value.isEmpty()
                        || (keyword.equals(SenderParameters.AUTH) && value.equals(SenderParameters.NO_SUBMITTER)));
    }

    @Override
    void dotString(Cursor in) throws Refusal {
        in.expect(in.skipAll(c -> c == '.' || isAtext(c)) > 0);
    }

    @Override
    boolean isDomainCharacter(int c) {
        return c == '_' || Domains.isDomainCharacter((char) c);
    }

    @Override
    boolean isDomain(String text) {
        return Domains.isLenientDomain(Domains.withoutLastDot(text));
    }

    @Override
    boolean isLiteral(String text) {
        return AddressLiteral.isLenient(text);
    }

    private String inBrackets(Cursor in, PathKind kind) throws Refusal {
        in.skipAll(LenientGrammar::isBlank);
        if (kind == PathKind.REVERSE && in.skip('>')) {
            return "";
        }
        String mailbox = routedMailbox(in, kind, next -> next == '>' || isBlank(next));
        in.skipAll(LenientGrammar::isBlank);
        in.expect('>');
        return mailbox;
    }

    private String bare(Cursor in, PathKind kind) throws Refusal {
        int start = in.at();
        if (isPostmaster(in, kind, LenientGrammar::endsWord)) {
            return in.since(start);
        }
        in.expect(!Parameters.begins(in.rest()) && in.peek() != '"');
        String mailbox = mailbox(in);
        in.expect(endsWord(in.peek()));
        return mailbox;
    }

    private static boolean endsWord(int c) {
        return c == Cursor.END || isBlank(c);
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
