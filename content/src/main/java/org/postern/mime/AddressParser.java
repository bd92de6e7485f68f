package org.postern.mime;

import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads lists of addresses (RFC 5322 section 3.4) as people and programs write them, each for itself: a bad one hides no other.
 * In time that is linear.
 */
final class AddressParser {
    /** Longer ones are none: an opening bracket has been forgotten. */
    private static final int MOST_COMMENT = 1_000;

    private static final int MOST_LITERAL = 300;

    private static final Pattern COMMAS = Pattern.compile(",+");

    private final String line;
    private final int most;
    private final List<InternetAddress> found = new ArrayList<>();
    private Mailbox mailbox = new Mailbox();
    private final boolean encoded;
    private boolean more;
    private int at;
    /** From there on no quote ends. */
    private final int lastQuote;

    private AddressParser(String line, int most, boolean encoded) {
        this.line = line;
        this.encoded = encoded;
        this.most = most;
        this.lastQuote = line.lastIndexOf('"');
    }

    /**
     * What was found.
     *
     * @param whole whether that is all
     */
    record Result(List<InternetAddress> addresses, boolean whole) {}

    /** Of a line that is unfolded and not decoded: an encoded comma separates nothing. */
    static Result parse(String line, int most) {
        AddressParser parser = new AddressParser(line, most, true);
        parser.parse();
        return new Result(List.copyOf(parser.found), !parser.more);
    }

    private void parse() {
        while (at < line.length() && !more) {
            char c = line.charAt(at);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment();
                case '<' -> angle();
                case ',' -> separator(true);
                case ';' -> separator(false);
                case ':' -> group();
                case '[' -> bracket();
                default -> word(c);
            }
        }
        end(false);
    }

    private void word(char first) {
        int from = at;
        int encoded = EncodedWords.endOfWord(line, at);
        if (encoded > 0) {
            at = encoded;
        } else if (Character.isWhitespace(first) || first == '>') {
            at++;
            mailbox.blank();
            return;
        } else {
            at++;
            while (at < line.length() && isOfWord(line.charAt(at))) {
                at = line.charAt(at) == '[' ? endOfLiteral() : at + 1;
            }
        }
        mailbox.word(line.substring(from, at));
    }

    private static boolean isOfWord(char c) {
        return !Character.isWhitespace(c) && "\"(<>,;:".indexOf(c) < 0;
    }

    /** RFC 5321 section 4.1.3: the colons in it are no groups. */
    private int endOfLiteral() {
        int most = Math.min(line.length(), at + MOST_LITERAL);
        for (int end = at; end < most; end++) {
            if (line.charAt(end) == ']') {
                return end + 1;
            }
        }
        return at + 1;
    }

    /** {@code Joe [mailto:joe@example.org]}, as Outlook quotes a sender, if nothing else follows. */
    private void bracket() {
        int behind = endOfLiteral();
        String inside = line.substring(at + 1, Math.max(behind - 1, at + 1));
        int next = behind;
        while (next < line.length() && line.charAt(next) == ' ') {
            next++;
        }
        boolean last = next == line.length() || ",;".indexOf(line.charAt(next)) >= 0;
        if (last && inside.indexOf('@') > 0 && inside.chars().noneMatch(Character::isWhitespace)) {
            addressed(inside);
            at = behind;
        } else {
            word('[');
        }
    }

    private void quoted() {
        if (at >= lastQuote) {
            at++;
            return;
        }
        StringBuilder text = new StringBuilder();
        int next = at + 1;
        while (next < line.length() && line.charAt(next) != '"') {
            if (line.charAt(next) == '\\' && next + 1 < line.length()) {
                next++;
            }
            text.append(line.charAt(next++));
        }
        String raw = line.substring(at, Math.min(next + 1, line.length()));
        at = next + 1;
        mailbox.quoted(text.toString(), raw);
    }

    private void comment() {
        int depth = 0;
        for (int next = at; next < line.length() && next - at < MOST_COMMENT; next++) {
            char c = line.charAt(next);
            if (c == '\\') {
                next++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                mailbox.comment(line.substring(at + 1, next));
                at = next + 1;
                return;
            }
        }
        mailbox.word("(");
        at++;
    }

    /** Up to the bracket that closes it, or where the next address evidently begins. */
    private void angle() {
        while (at < line.length() && (line.charAt(at) == '<' || line.charAt(at) == ' ')) {
            at++;
        }
        int from = at;
        int end = from;
        while (end < line.length() && line.charAt(end) != '>' && line.charAt(end) != '<') {
            end++;
        }
        if (end == line.length() || line.charAt(end) == '<') {
            end = from;
            while (end < line.length() && ",; <".indexOf(line.charAt(end)) < 0) {
                end++;
            }
        }
        at = end;
        String inside = line.substring(from, end);
        boolean list = inside.indexOf(',') > 0 && inside.indexOf('"') < 0 && !inside.startsWith("@");
        for (String one : list ? COMMAS.split(inside) : new String[] {inside}) {
            addressed(one);
        }
    }

    private void addressed(String text) {
        if (mailbox.hasAddress()) {
            add(mailbox.split());
        }
        mailbox.address(text);
    }

    private void separator(boolean comma) {
        at++;
        end(comma);
    }

    /** What stands in front of it names a group, or says {@code mailto}; but for an address. */
    private void group() {
        at++;
        if (mailbox.hasAddress() || mailbox.isBareAddress()) {
            end(false);
        }
        mailbox = new Mailbox();
    }

    /** A phrase without an address in front of a comma may be half a name: {@code Doe, John <a@example.org>}. */
    private void end(boolean comma) {
        if (comma && mailbox.isPhrase()) {
            mailbox.comma();
            return;
        }
        add(mailbox);
        mailbox = new Mailbox();
    }

    private void add(Mailbox one) {
        List<InternetAddress> addresses = one.addresses();
        if (addresses.isEmpty() && encoded) {
            addresses = one.hidden()
                    .map(text -> {
                        AddressParser parser = new AddressParser(text, most, false);
                        parser.parse();
                        return parser.found;
                    })
                    .orElse(List.of());
        }
        for (InternetAddress address : addresses) {
            if (found.size() == most) {
                more = true;
                return;
            }
            found.add(address);
        }
    }
}
