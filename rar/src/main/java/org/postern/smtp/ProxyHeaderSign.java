package org.postern.smtp;

/**
 * Recognises a header of the PROXY protocol where it must not be, by the lines that it begins with. To take it for commands
 * would be harmless, but hide why nothing works.
 */
final class ProxyHeaderSign {
    private static final String VERSION_1 = "PROXY";

    /** How the signature of version 2 looks to a reader of lines: nothing, nothing, NUL. */
    private static final String VERSION_2 = "\n\n\0";

    private String beginning = "";
    private boolean impossible;

    /** Takes the next line, from the first of a connection on. Tells whether this one settles it. */
    boolean completes(String line) {
        if (impossible) {
            return false;
        }
        if (beginning.isEmpty() && (line.equals(VERSION_1) || line.startsWith(VERSION_1 + " "))) {
            return true;
        }
        beginning += line.isEmpty() ? "\n" : line;
        boolean complete = beginning.equals(VERSION_2);
        impossible = !VERSION_2.startsWith(beginning);
        if (impossible) {
            beginning = ""; // The first line may have been a long one.
        }
        return complete;
    }
}
