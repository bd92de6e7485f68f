package org.postern.smtp;

/**
 * One command line, split into verb and argument.
 *
 * @param argument what follows the verb, without the blanks around it; empty if there is nothing
 */
record CommandLine(Verb verb, String argument) {

    /** Reads a line without its CRLF. The characters are octets (ISO 8859-1). */
    static CommandLine parse(String line) throws Refusal {
        if (hasControlCharacter(line)) {
            throw new Refusal(Replies.MALFORMED_LINE);
        }
        int blank = line.indexOf(' ');
        String name = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : line.substring(blank).strip();
        Verb verb = Verb.named(name).orElseThrow(() -> new Refusal(Replies.UNKNOWN_COMMAND));
        if (verb.argument() == Verb.Argument.NONE && !argument.isEmpty()) {
            throw new Refusal(Replies.NO_ARGUMENT_ALLOWED);
        }
        if (verb.argument() == Verb.Argument.REQUIRED && argument.isEmpty()) {
            throw new Refusal(Replies.ARGUMENT_MISSING);
        }
        return new CommandLine(verb, argument);
    }

    private static boolean hasControlCharacter(String line) {
        return line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
    }
}
