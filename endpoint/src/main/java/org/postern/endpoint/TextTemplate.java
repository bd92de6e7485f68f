package org.postern.endpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text in which {@code {name}} stands for one or more characters, and an asterisk for any number of them; upper and lower case do
 * not count. It is matched in time that grows with the length of a text, whatever a stranger writes. Immutable.
 */
final class TextTemplate {
    private static final char ANY = '*';

    private final List<Piece> pieces;

    /**
     * Either a literal text, or what stands for others.
     *
     * @param text folded, or the name; empty for an asterisk
     */
    private record Piece(boolean literal, String text) {
        int least() {
            return text.isEmpty() ? 0 : 1;
        }
    }

    private TextTemplate(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static TextTemplate parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ANY && c != '{') {
                literal.append(c);
                at++;
                continue;
            }
            end(literal, pieces);
            require(
                    pieces.isEmpty() || pieces.get(pieces.size() - 1).literal(),
                    text,
                    "two places without a text between them");
            int close = c == ANY ? at : text.indexOf('}', at);
            require(close >= 0, text, "a brace that is not closed");
            String name = c == ANY ? "" : text.substring(at + 1, close);
            require(c == ANY || name.matches("[A-Za-z_][A-Za-z0-9_]*"), text, "a name that is none: {" + name + "}");
            require(
                    pieces.stream()
                            .noneMatch(one -> !one.literal()
                                    && !name.isEmpty()
                                    && one.text().equals(name)),
                    text,
                    "{" + name + "} twice");
            pieces.add(new Piece(false, name));
            at = close + 1;
        }
        end(literal, pieces);
        return new TextTemplate(pieces);
    }

    /** What stands at its names; empty if the text does not match. */
    Optional<Map<String, String>> match(String text) {
        String folded = fold(text);
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.literal()) {
                if (!folded.startsWith(piece.text(), at)) {
                    return Optional.empty();
                }
                at += piece.text().length();
                continue;
            }
            int end = end(folded, at + piece.least(), i + 1);
            if (end < 0) {
                return Optional.empty();
            }
            if (!piece.text().isEmpty()) {
                values.put(piece.text(), text.substring(at, end));
            }
            at = end;
        }
        return at == text.length() ? Optional.of(Collections.unmodifiableMap(values)) : Optional.empty();
    }

    /** Where the literal begins that comes next: as early as possible, or where the text ends with it. -1 if it does not. */
    private int end(String folded, int from, int next) {
        if (next == pieces.size()) {
            return from <= folded.length() ? folded.length() : -1;
        }
        String literal = pieces.get(next).text();
        if (next < pieces.size() - 1) {
            return folded.indexOf(literal, from);
        }
        int last = folded.length() - literal.length();
        return last >= from && folded.endsWith(literal) ? last : -1;
    }

    Set<String> names() {
        return pieces.stream()
                .filter(piece -> !piece.literal() && !piece.text().isEmpty())
                .map(Piece::text)
                .collect(Collectors.toSet());
    }

    /** How many characters stand for themselves. */
    int literals() {
        return pieces.stream()
                .filter(Piece::literal)
                .mapToInt(piece -> piece.text().length())
                .sum();
    }

    /** Whether there may be a text that matches both: never false if there is one. */
    boolean mayOverlap(TextTemplate other) {
        if (isLiteral() && other.isLiteral()) {
            return prefix().equals(other.prefix());
        }
        return (prefix().startsWith(other.prefix()) || other.prefix().startsWith(prefix()))
                && (suffix().endsWith(other.suffix()) || other.suffix().endsWith(suffix()));
    }

    private boolean isLiteral() {
        return pieces.stream().allMatch(Piece::literal);
    }

    private String prefix() {
        return pieces.isEmpty() || !pieces.get(0).literal() ? "" : pieces.get(0).text();
    }

    private String suffix() {
        Piece last = pieces.isEmpty() ? new Piece(true, "") : pieces.get(pieces.size() - 1);
        return last.literal() ? last.text() : "";
    }

    private static void end(StringBuilder literal, List<Piece> pieces) {
        if (literal.length() > 0) {
            pieces.add(new Piece(true, fold(literal.toString())));
            literal.setLength(0);
        }
    }

    private static void require(boolean right, String text, String why) {
        if (!right) {
            throw new IllegalArgumentException("\"" + text + "\" has " + why);
        }
    }

    /** Each character for itself, so that places stay the same. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(Character.toLowerCase(Character.toUpperCase(text.charAt(i))));
        }
        return folded.toString();
    }
}
