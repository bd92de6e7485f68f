package org.postern.mime;

import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands between two commas of a list of addresses: words, comments, and perhaps an address in angle brackets. */
final class Mailbox {
    /** A name that is longer is cut: Jakarta Mail encodes it at once. */
    private static final int MOST_NAME = 1_000;

    private static final String MAILTO = "mailto:";

    private final List<Word> before = new ArrayList<>();
    private final List<Word> behind = new ArrayList<>();
    private final StringBuilder comments = new StringBuilder();
    private String address = "";
    private boolean hasAddress;
    private boolean blank = true;
    private boolean at;
    private int commas;

    /**
     * A word, or a quoted string.
     *
     * @param raw with its quotes
     */
    private record Word(String text, String raw, boolean blankBefore) {}

    boolean hasAddress() {
        return hasAddress;
    }

    /** Tells whether there are words, and none of them is an address. */
    boolean isPhrase() {
        return !hasAddress && !before.isEmpty() && !at;
    }

    /** Tells whether there is an address without brackets. */
    boolean isBareAddress() {
        return !hasAddress && at;
    }

    void blank() {
        blank = true;
    }

    void word(String text) {
        at |= text.indexOf('@') >= 0 && !text.startsWith(EncodedWord.BEGIN);
        add(new Word(text, text, blank));
    }

    void quoted(String text, String raw) {
        add(new Word(text, raw, blank));
    }

    void comma() {
        commas = before.size() + 1;
        before.add(new Word(",", ",", false));
        blank = true;
    }

    void comment(String text) {
        if (comments.length() < MOST_NAME) {
            comments.append(comments.isEmpty() ? "" : " ").append(text.strip());
        }
        blank = true;
    }

    void address(String text) {
        address = text;
        hasAddress = true;
        blank = true;
    }

    private void add(Word word) {
        (hasAddress ? behind : before).add(word);
        blank = false;
    }

    /** The one that is complete, where the comma behind it has been forgotten; this one goes on with the words behind. */
    Mailbox split() {
        Mailbox complete = new Mailbox();
        complete.before.addAll(before);
        complete.comments.append(comments);
        complete.address(address);
        before.clear();
        before.addAll(behind);
        behind.clear();
        comments.setLength(0);
        hasAddress = false;
        commas = 0;
        return complete;
    }

    List<InternetAddress> addresses() {
        String bracketed = clean(address);
        if (!bracketed.isEmpty()) {
            String name = phrase(before);
            return List.of(address(bracketed, name.isEmpty() ? phrase(behind) : name));
        }
        return bare();
    }

    /** What may be an address when it has been decoded, which should not have been encoded (RFC 2047 section 5). */
    Optional<String> hidden() {
        String text = phrase(before) + " " + phrase(behind);
        String decoded = EncodedWords.decode(text);
        return decoded.equals(text) || decoded.indexOf('@') < 0 ? Optional.empty() : Optional.of(decoded);
    }

    /** Addresses without brackets; one of them may have a name in front. */
    private List<InternetAddress> bare() {
        List<InternetAddress> found = new ArrayList<>();
        List<Word> name = new ArrayList<>();
        List<Word> words = glued();
        for (Word word : words) {
            int sign = word.raw().lastIndexOf('@');
            boolean isAddress =
                    sign > 0 && sign < word.raw().length() - 1 && !word.raw().startsWith(EncodedWord.BEGIN);
            if (isAddress) {
                found.add(address(clean(word.raw()), ""));
            } else {
                name.add(word);
            }
        }
        return found.size() == 1 ? List.of(address(found.get(0).getAddress(), phrase(name))) : found;
    }

    /** RFC 5322 section 4.4: blanks around @ and a dot are none. What stands before the last comma is no name. */
    private List<Word> glued() {
        List<Word> words = new ArrayList<>();
        StringBuilder raw = new StringBuilder();
        boolean dot = false;
        for (Word word : before.subList(commas, before.size())) {
            boolean joined = !word.blankBefore()
                    || word.raw().startsWith("@")
                    || word.raw().startsWith(".")
                    || endsWithSign(raw)
                    || dot;
            dot = word.raw().equals(".");
            if (!joined && !raw.isEmpty()) {
                words.add(whole(raw));
            }
            raw.append(word.raw());
        }
        if (!raw.isEmpty()) {
            words.add(whole(raw));
        }
        return words;
    }

    private static boolean endsWithSign(StringBuilder raw) {
        return !raw.isEmpty() && raw.charAt(raw.length() - 1) == '@';
    }

    private static Word whole(StringBuilder raw) {
        String text = raw.toString();
        raw.setLength(0);
        return new Word(unquoted(text), text, true);
    }

    private InternetAddress address(String text, String phrase) {
        String name = EncodedWords.decode(phrase.isEmpty() ? comments.toString() : phrase)
                .strip();
        InternetAddress one = new InternetAddress();
        one.setAddress(text);
        try {
            one.setPersonal(
                    name.isEmpty() ? null : name.substring(0, Math.min(name.length(), MOST_NAME)),
                    StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
        return one;
    }

    private static String phrase(List<Word> words) {
        StringBuilder text = new StringBuilder();
        for (Word word : words) {
            text.append(word.blankBefore() && !text.isEmpty() ? " " : "").append(word.text());
        }
        return text.toString().strip();
    }

    /** Without what is no part of an address: blanks, a route (RFC 5322 section 4.4), {@code mailto:}, quotes around all of it. */
    private static String clean(String text) {
        String clean = Comments.removed(EncodedWords.decode(text));
        if (clean.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
            clean = clean.substring(MAILTO.length());
        }
        if (clean.startsWith("@") && clean.indexOf(':') > 0) {
            clean = clean.substring(clean.lastIndexOf(':') + 1);
        }
        clean = clean.indexOf('"') >= 0 ? unquoted(clean) : clean.replaceAll("\\s+", "");
        return clean.length() > 2 && clean.startsWith("'") && clean.endsWith("'")
                ? clean.substring(1, clean.length() - 1)
                : clean;
    }

    private static String unquoted(String text) {
        boolean around = text.length() > 1 && text.startsWith("\"") && text.indexOf('"', 1) == text.length() - 1;
        return around ? text.substring(1, text.length() - 1) : text;
    }
}
