package org.postern.test;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the sender of a message heard, as the adapter said it. Immutable. */
public final class SenderReply {
    private static final Pattern LINE = Pattern.compile("(\\d{3})[ -]?(?:([245]\\.\\d{1,3}\\.\\d{1,3}) )?(.*)");

    /** How the adapter names a message in its own replies. */
    private static final Pattern ID = Pattern.compile("(?i)\\bmessage ([0-9a-z]+(?:-[0-9a-z]+)+)\\b");

    private final List<String> lines;
    private final Map<String, SenderReply> recipients;

    private SenderReply(List<String> lines, Map<String, SenderReply> recipients) {
        this.lines = List.copyOf(lines);
        this.recipients = Collections.unmodifiableMap(new LinkedHashMap<>(recipients));
    }

    /**
     * Reads a reply.
     *
     * @param lines as they were sent, at least one, without their ends
     */
    static SenderReply of(List<String> lines) {
        return new SenderReply(lines, Map.of());
    }

    /** The same reply to a message, with those to its recipients. */
    SenderReply withRecipients(Map<String, SenderReply> replies) {
        return new SenderReply(lines, replies);
    }

    /**
     * Gives the code that decides what the sender does.
     *
     * @return 200 to 599
     */
    public int code() {
        return Integer.parseInt(parts(0).group(1));
    }

    /**
     * Gives the code of RFC 3463.
     *
     * @return such as {@code 5.7.1}, or empty if there is none
     */
    public Optional<String> enhancedCode() {
        return Optional.ofNullable(parts(0).group(2));
    }

    /**
     * Gives the words.
     *
     * @return those of all lines, with blanks between them and without the codes
     */
    public String text() {
        return IntStream.range(0, lines.size())
                .mapToObj(line -> parts(line).group(3))
                .collect(Collectors.joining(" "));
    }

    /**
     * Gives the id by which the adapter names the message, in its log as well.
     *
     * @return see {@link org.postern.api.MailMessage#id()}; empty if the reply does not say it, as a bean's rejection
     */
    public Optional<String> messageId() {
        Matcher matcher = ID.matcher(text());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * Gives the reply as it was sent.
     *
     * @return one line or several, without their ends
     */
    public List<String> lines() {
        return lines;
    }

    /**
     * Tells whether the message was taken.
     *
     * @return true for a code of 200 to 299
     */
    public boolean isAccepted() {
        return code() / 100 == 2;
    }

    /**
     * Tells whether the sender gives up.
     *
     * @return true for a code of 500 to 599
     */
    public boolean isRejected() {
        return code() / 100 == 5;
    }

    /**
     * Tells whether the sender keeps the message and tries again later.
     *
     * @return true for a code of 400 to 499
     */
    public boolean isDeferred() {
        return code() / 100 == 4;
    }

    /**
     * Gives what the sender heard about each recipient, before it sent the message.
     *
     * @return replies by address, in the order sent; empty if the sender did not get so far
     */
    public Map<String, SenderReply> recipients() {
        return recipients;
    }

    private Matcher parts(int line) {
        Matcher matcher = LINE.matcher(lines.get(line));
        if (!matcher.matches()) {
            throw new IllegalStateException("No reply: " + lines.get(line));
        }
        return matcher;
    }

    /** All lines. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
