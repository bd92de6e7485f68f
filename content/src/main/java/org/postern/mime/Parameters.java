package org.postern.mime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters behind a value (RFC 2045 section 5.1, RFC 2183 section 2): {@code ; name="a.pdf"; size=1}. Each is read for
 * itself, so that what is wrong with one harms no other. Immutable.
 */
final class Parameters {
    static final Parameters NONE = new Parameters(Map.of(), List.of());

    /** More than any program writes, and few enough to be looked through. */
    private static final int MOST = 1_000;

    /** What begins a parameter even if the semicolon in front of it has been forgotten. */
    private static final Set<String> KNOWN = Set.of(
            "boundary",
            "charset",
            "delsp",
            "filename",
            "format",
            "method",
            "micalg",
            "name",
            "protocol",
            "report-type",
            "size",
            "start",
            "type");

    private final Map<String, String> values;
    private final List<String> words;

    private Parameters(Map<String, String> values, List<String> words) {
        this.values = values;
        this.words = words;
    }

    /** What one of the parameters was, before RFC 2231 was applied to all of them. */
    record Raw(String name, String value) {}

    static Parameters parse(String line, int from) {
        List<Raw> found = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Scanner scanner = new Scanner(line, from);
        while (scanner.hasNext() && found.size() + words.size() < MOST) {
            Raw next = scanner.next();
            if (next.name().isEmpty()) {
                words.add(next.value());
            } else {
                found.add(next);
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Raw parameter : found) {
            if (parameter.name().indexOf('*') < 0 && !parameter.value().isEmpty()) {
                values.putIfAbsent(parameter.name(), parameter.value());
            }
        }
        // RFC 2231 says more than the plain parameter of that name, which is there for readers who do not know it.
        values.putAll(ExtendedParameters.of(found));
        return new Parameters(values, words);
    }

    /** As it is meant: without quotes, continuations joined and percent signs decoded. Encoded words are still there. */
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The same for what people read: RFC 2047 section 5 forbids encoded words there, and they are in use everywhere. */
    Optional<String> text(String name) {
        return get(name).map(EncodedWords::decode).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** What stands where a parameter should be, and is none: {@code text/html; UTF-8}. */
    List<String> words() {
        return words;
    }

    /** Goes through the line once. */
    private static final class Scanner {
        private static final int MOST_NAME = 60;
        private static final int MOST_COMMENT = 200;

        private final String line;
        private int at;

        Scanner(String line, int from) {
            this.line = line;
            this.at = from;
            skipSeparators();
        }

        boolean hasNext() {
            return at < line.length();
        }

        Raw next() {
            at = behindComment(at);
            int end = endOfName(at);
            Raw next;
            if (end < 0) {
                int from = at;
                at = indexOrEnd(';', at);
                next = new Raw("", line.substring(from, at).strip());
            } else {
                String name = line.substring(at, end).strip().toLowerCase(Locale.ROOT);
                at = end + 1;
                next = new Raw(name, value(name));
            }
            skipSeparators();
            return next;
        }

        /** Where the sign behind the name is: one that is equal, or a colon, as if it were a header field. */
        private int endOfName(int from) {
            int end = from;
            while (end < line.length() && end - from < MOST_NAME && isOfName(line.charAt(end))) {
                end++;
            }
            int sign = end;
            while (sign < line.length() && sign - from < MOST_NAME && Character.isWhitespace(line.charAt(sign))) {
                sign++;
            }
            if (end == from || sign == line.length()) {
                return -1;
            }
            boolean colon = line.charAt(sign) == ':'
                    && KNOWN.contains(line.substring(from, end).toLowerCase(Locale.ROOT));
            return line.charAt(sign) == '=' || colon ? sign : -1;
        }

        private static boolean isOfName(char c) {
            return c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
        }

        private String value(String name) {
            while (at < line.length() && (Character.isWhitespace(line.charAt(at)) || isStraySign())) {
                at++;
            }
            at = isOfFile(name) ? at : behindComment(at);
            return at < line.length() && line.charAt(at) == '"' ? quoted() : unquoted(name);
        }

        /** A second sign that is equal, but not the beginning of an encoded word. */
        private boolean isStraySign() {
            return line.charAt(at) == '=' && !line.startsWith("=?", at);
        }

        /** Up to the quote that ends it: one with nothing but a separator or the next parameter behind it. */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            int semicolon = -1;
            int lengthAtSemicolon = 0;
            for (at++; at < line.length(); at++) {
                char c = line.charAt(at);
                if (c == '\\' && at + 1 < line.length() && isEscaped(line.charAt(at + 1))) {
                    value.append(line.charAt(++at));
                    continue;
                }
                if (c == '"' && endsValue(skipBlanks(at + 1))) {
                    goBehindQuote();
                    return value.toString();
                }
                if (c == ';' && semicolon < 0 && endOfName(skipBlanks(at + 1)) > 0) {
                    semicolon = at;
                    lengthAtSemicolon = value.length();
                }
                value.append(c);
            }
            if (semicolon < 0) {
                return value.toString();
            }
            // The quote does not end. The value does, where the next parameter evidently begins.
            at = semicolon;
            return value.substring(0, lengthAtSemicolon);
        }

        private void goBehindQuote() {
            int next = skipBlanks(at + 1);
            at = startsKnown(next) ? next : indexOrEnd(';', next);
        }

        /** Not everything that a backslash precedes: programs of Windows write whole paths. */
        private static boolean isEscaped(char c) {
            return c == '"' || c == '\\';
        }

        private boolean endsValue(int next) {
            return next == line.length() || ";,(".indexOf(line.charAt(next)) >= 0 || startsKnown(next);
        }

        private String unquoted(String name) {
            int from = at;
            while (at < line.length() && line.charAt(at) != ';') {
                int next = skipBlanks(at);
                if (next > at && startsKnown(next)) {
                    break;
                }
                at = Math.max(next, at + 1);
            }
            String value = line.substring(from, Math.min(at, line.length())).strip();
            return isOfFile(name) ? withoutStrayQuote(value) : withoutStrayQuote(withoutComment(value));
        }

        /** People put parentheses into the names of files. */
        private static boolean isOfFile(String name) {
            return name.startsWith("name") || name.startsWith("filename");
        }

        /** One that has not begun. */
        private static String withoutStrayQuote(String value) {
            boolean stray = value.length() > 1 && value.indexOf('"') == value.length() - 1;
            return stray ? value.substring(0, value.length() - 1).strip() : value;
        }

        /** Where it goes on if a comment begins there (RFC 2045 section 5.1) that is followed by something else. */
        private int behindComment(int from) {
            int depth = 0;
            int most = Math.min(line.length(), from + MOST_COMMENT);
            for (int i = from; i < most && (depth > 0 || i == from); i++) {
                char c = line.charAt(i);
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth == 0) {
                    int next = skipBlanks(i + 1);
                    return c == ')' && next < line.length() && line.charAt(next) != ';' ? next : from;
                }
            }
            return from;
        }

        private boolean startsKnown(int from) {
            int end = endOfName(from);
            return end > 0
                    && KNOWN.contains(line.substring(from, end)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .replaceFirst("\\*.*", ""));
        }

        private int skipBlanks(int from) {
            int next = from;
            while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
                next++;
            }
            return next;
        }

        private void skipSeparators() {
            while (at < line.length()
                    && (Character.isWhitespace(line.charAt(at)) || ";,\"".indexOf(line.charAt(at)) >= 0)) {
                at++;
            }
        }

        private int indexOrEnd(char c, int from) {
            int found = line.indexOf(c, from);
            return found < 0 ? line.length() : found;
        }

        /** RFC 2045 section 5.1 allows one behind the value. */
        private static String withoutComment(String value) {
            int comment = value.indexOf(" (");
            return comment > 0 ? value.substring(0, comment).strip() : value;
        }
    }
}
