package org.postern.smtp;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The letter of RFC 5321:
 *
 * <pre>
 * MAIL FROM: Reverse-path [SP Mail-parameters]
 * RCPT TO: Forward-path [SP Rcpt-parameters]
 * </pre>
 *
 * with one blank behind the verb, none around the colon, and the path in brackets.
 */
final class StrictGrammar extends EnvelopeGrammar {
    private static final Pattern BLANKS = Pattern.compile(" +");

    @Override
    void keyword(Cursor in, String keyword) throws Refusal {
        in.expect(' ');
        in.expect(in.skipWord(keyword, next -> next == ':'));
        in.expect(':');
    }

    @Override
    String path(Cursor in, PathKind kind) throws Refusal {
        in.expect('<');
        if (kind == PathKind.REVERSE && in.skip('>')) {
            return "";
        }
        String mailbox = routedMailbox(in, kind, next -> next == '>');
        in.expect('>');
        return mailbox;
    }

    @Override
    Map<String, String> parameters(String text, Reply malformedCommand) throws Refusal {
        return Parameters.parse(text, BLANKS, Set.of(), malformedCommand);
    }

    @Override
    boolean meansNothing(String keyword, String value) {
        return false;
    }

    /** Dot-string: dots stand between atoms only. */
    @Override
    void dotString(Cursor in) throws Refusal {
        do {
            in.expect(in.skipAll(EnvelopeGrammar::isAtext) > 0);
        } while (in.skip('.'));
    }

    @Override
    boolean isDomainCharacter(int c) {
        return Domains.isDomainCharacter((char) c);
    }

    @Override
    boolean isDomain(String text) {
        return Domains.isStrictDomain(text);
    }

    @Override
    boolean isLiteral(String text) {
        return AddressLiteral.isValid(text);
    }
}
