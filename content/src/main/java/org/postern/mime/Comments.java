package org.postern.mime;

/** Text in parentheses (RFC 5322 section 3.2.2), but not in quotes. */
final class Comments {
    private Comments() {}

    /** The text without them; one that does not end is none. */
    static String removed(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = c == '\\' && i + 1 < text.length();
            quoted ^= c == '"' && depth == 0;
            if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                rest.append(c);
                if (escaped) {
                    rest.append(text.charAt(++i));
                }
            } else if (escaped) {
                i++;
            }
        }
        return depth > 0 ? text.strip() : rest.toString().strip();
    }
}
