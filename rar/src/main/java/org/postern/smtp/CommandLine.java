package org.postern.smtp;

import java.util.regex.Pattern;

/**
 * One command line, split into verb and argument.
 *
 * @param name of the verb as it was sent, known or not
 * @param rest what follows the verb, with what stands between them
 */
record CommandLine(String name, String rest) {
    /** Shorter ones are a client's own invention: every verb that a firewall overwrites has four letters or more. */
    private static final Pattern MASKED = Pattern.compile("X{4,}|\\*{4,}");

    /** Reads a line without its CRLF; blanks and tabs at its end mean nothing (RFC 5321 section 4.1.1). The characters are octets. */
    static CommandLine parse(String line, EnvelopeSyntax syntax) throws Refusal {
        if (hasControlCharacter(line)) {
            throw new Refusal(Replies.MALFORMED_LINE);
        }
        String text = line.stripTrailing();
        int end = endOfName(text, syntax);
        return new CommandLine(text.substring(0, end), text.substring(end));
    }

    /** What follows the verb, without the blanks around it; empty if there is nothing. */
    String argument() {
        return rest.strip();
    }

    /** A tab behind any other verb would be one more way to read where a command begins and ends: BDAT. */
    private static int endOfName(String line, EnvelopeSyntax syntax) {
        int tab = line.indexOf('\t');
        if (syntax == EnvelopeSyntax.LENIENT
                && (startsWith(line, Verb.MAIL, tab) || startsWith(line, Verb.RCPT, tab))) {
            return tab;
        }
        int blank = line.indexOf(' ');
        return blank < 0 ? line.length() : blank;
    }

    private static boolean startsWith(String line, Verb verb, int length) {
        return length == verb.name().length() && line.regionMatches(true, 0, verb.name(), 0, length);
    }

    /** Whether a line that cannot be read was to be that command: behind its name stands what no name goes on with. */
    static boolean isMeantAs(Verb verb, String line) {
        int end = verb.name().length();
        return line.regionMatches(true, 0, verb.name(), 0, end)
                && (line.length() == end || !isPartOfName(line.charAt(end)));
    }

    /** What MAIL or RCPT gives as a path, however wrong that is: for people to read. */
    static String pathIn(String argument) {
        int start = argument.indexOf('<') + 1;
        int end = argument.indexOf('>', start);
        String path = start == 0 ? argument : argument.substring(start, end < 0 ? argument.length() : end);
        return Utf8.decode(path).orElse(path).strip();
    }

    Verb verb() throws Refusal {
        return Verb.named(name).orElseThrow(() -> new Refusal(Replies.UNKNOWN_COMMAND));
    }

    /** Refuses an argument where there must be none, and the other way round. */
    void checkArgument(Verb verb) throws Refusal {
        if (verb.argument() == Verb.Argument.NONE && !argument().isEmpty()) {
            throw new Refusal(Replies.NO_ARGUMENT_ALLOWED);
        }
        if (verb.argument() == Verb.Argument.REQUIRED && argument().isEmpty()) {
            throw new Refusal(Replies.ARGUMENT_MISSING);
        }
    }

    /** Whether the verb looks as if something in between had overwritten it: {@link TlsAnomaly#MASKED_COMMAND}. */
    boolean isMasked() {
        return (name.startsWith("X") || name.startsWith("*"))
                && MASKED.matcher(name).matches();
    }

    private static boolean isPartOfName(char c) {
        return Domains.isLetterOrDigit(c) || c == '-';
    }

    private static boolean hasControlCharacter(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return true;
            }
        }
        return false;
    }
}
