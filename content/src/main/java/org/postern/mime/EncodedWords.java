package org.postern.mime;

import static org.postern.mime.EncodedWord.BEGIN;
import static org.postern.mime.EncodedWord.END;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postern.mime.EncodedWord.Prefix;

/**
 * Decodes the encoded words in a text (RFC 2047), and what is meant to be one: with blanks inside, without blanks between two,
 * with a language, in the middle of a word, without padding, cut off at its end. In time that is linear.
 */
final class EncodedWords {
    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n\\x00]+");

    private final String text;
    private final StringBuilder decoded;
    private final List<EncodedWord> run = new ArrayList<>();

    /** From there on no word ends: looking for it again and again would take the square of the time. */
    private int noEndFrom = Integer.MAX_VALUE;

    private EncodedWords(String text) {
        this.text = text;
        this.decoded = new StringBuilder(text.length());
    }

    static String decode(String text) {
        return text.contains(BEGIN) ? new EncodedWords(text).decode() : text;
    }

    /** Where the encoded word ends that begins there, for those who look at what stands around it; -1 if there is none. */
    static int endOfWord(String text, int from) {
        if (!text.startsWith(BEGIN, from)) {
            return -1;
        }
        int content = Prefix.at(text, from).map(Prefix::content).orElse(text.length());
        int end = content;
        while (end < text.length() && text.charAt(end) > ' ' && !text.startsWith(END, end)) {
            end++;
        }
        return text.startsWith(END, end) ? end + END.length() : -1;
    }

    private String decode() {
        int copied = 0;
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
            Optional<EncodedWord> word = word(at);
            if (word.isEmpty()) {
                at += BEGIN.length();
                continue;
            }
            copy(copied, at);
            add(word.get());
            copied = word.get().next();
            at = copied;
        }
        endRunIfText(copied);
        decoded.append(text, copied, text.length());
        return decoded.toString();
    }

    /** RFC 2047 section 6.2: blanks between encoded words are none. */
    private void copy(int from, int to) {
        if (run.isEmpty() || !text.substring(from, to).isBlank()) {
            endRunIfText(from);
            decoded.append(text, from, to);
        }
    }

    private void add(EncodedWord word) {
        if (!run.isEmpty() && !isSameCharset(run.get(0).charset(), word.charset())) {
            endRun();
        }
        run.add(word);
    }

    private static boolean isSameCharset(String one, String other) {
        return one.equalsIgnoreCase(other)
                || Charsets.find(one)
                        .filter(charset ->
                                Charsets.find(other).filter(charset::equals).isPresent())
                        .isPresent();
    }

    private void endRunIfText(int from) {
        if (from > 0) {
            endRun();
        }
    }

    private Optional<EncodedWord> word(int from) {
        Optional<Prefix> found = Prefix.at(text, from);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Prefix prefix = found.get();
        int end = end(prefix.content());
        int other = nextBegin(prefix.content(), end < 0 ? text.length() : end);
        if (end >= 0 && other < 0) {
            return Optional.of(word(prefix, end, end + END.length()));
        }
        return Optional.of(cutOff(prefix, other < 0 ? text.length() : other))
                .filter(EncodedWord::isPlausibleWithoutEnd);
    }

    private EncodedWord word(Prefix prefix, int end, int next) {
        return new EncodedWord(prefix.charset(), prefix.base64(), text.substring(prefix.content(), end), next);
    }

    /** It ends where a blank is, or the next one begins. */
    private EncodedWord cutOff(Prefix prefix, int limit) {
        int end = prefix.content();
        while (end < limit && text.charAt(end) != ' ') {
            end++;
        }
        int next = end;
        while (end > prefix.content() && text.charAt(end - 1) == '?') {
            end--;
        }
        return word(prefix, end, next);
    }

    private int end(int content) {
        int end = content < noEndFrom ? text.indexOf(END, content) : -1;
        if (end < 0) {
            noEndFrom = Math.min(noEndFrom, content);
        }
        return end;
    }

    /** Where another one begins before this one ends, or -1. */
    private int nextBegin(int from, int to) {
        for (int at = text.indexOf(BEGIN, from); at >= 0 && at < to; at = text.indexOf(BEGIN, at + 1)) {
            if (Prefix.at(text, at).isPresent()) {
                return at;
            }
        }
        return -1;
    }

    /** A character may be split between two words, and so may a group of base64: they are joined before they are decoded. */
    private void endRun() {
        if (run.isEmpty()) {
            return;
        }
        Optional<String> label = Optional.of(run.get(0).charset());
        ByteArrayOutputStream each = new ByteArrayOutputStream();
        run.forEach(word -> each.writeBytes(word.octets()));
        byte[] octets = each.toByteArray();
        if (run.size() > 1 && run.stream().allMatch(EncodedWord::base64) && !isRight(octets, label)) {
            byte[] joined =
                    Base64Decoder.decode(run.stream().map(EncodedWord::content).collect(Collectors.joining()));
            octets = isRight(joined, label) ? joined : octets;
        }
        // What stands in one line of a header stays in one line.
        decoded.append(LINE_ENDS.matcher(TextDecoder.decode(octets, label)).replaceAll(" "));
        run.clear();
    }

    private static boolean isRight(byte[] octets, Optional<String> label) {
        return TextDecoder.isStrictly(label.flatMap(Charsets::find).orElse(StandardCharsets.UTF_8), octets);
    }
}
