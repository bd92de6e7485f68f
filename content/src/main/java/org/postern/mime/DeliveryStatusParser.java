package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.mime.DeliveryStatus.Action;
import org.postern.mime.DeliveryStatus.Recipient;

/** Reads the fields of {@code message/delivery-status} (RFC 3464): groups with empty lines between them. */
final class DeliveryStatusParser {
    private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\d).*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\s*[\\w.-]{1,40}\\s*(?:\\([^()]{0,200}\\)\\s*)?;");

    /** RFC 6533 section 3: characters of an address that had to be ASCII. */
    private static final Pattern EMBEDDED = Pattern.compile("\\\\x\\{(?:10|[0-9A-F])?[0-9A-F]{1,4}}");

    /** Behind an address without quotes. */
    private static final Pattern BLANK_BEHIND = Pattern.compile("^([^\"\\s]+@[^\\s]+)\\s.*", Pattern.DOTALL);

    private static final Pattern XTEXT = Pattern.compile("\\+([0-9A-F]{2})");
    private static final int MOST_RECIPIENTS = 10_000;

    private final List<Recipient> recipients = new ArrayList<>();
    private Optional<Header> ofMessage = Optional.empty();

    private DeliveryStatusParser() {}

    static DeliveryStatus parse(byte[] octets, Optional<String> charset, ContentLimits limits) throws IOException {
        DeliveryStatusParser parser = new DeliveryStatusParser();
        FieldGroups groups = new FieldGroups(new LineReader(new ByteArrayInputStream(octets)), limits, charset);
        Header last = Header.NONE;
        for (Header group = groups.next(); !group.fields().isEmpty(); group = groups.next()) {
            if (isRest(group, last)) {
                last = last.and(group);
            } else {
                parser.add(last);
                last = group;
            }
        }
        parser.add(last);
        Header ofMessage = parser.ofMessage.orElse(Header.NONE);
        return new DeliveryStatus(
                typed(ofMessage, "Reporting-MTA").map(Comments::removed).filter(text -> !text.isEmpty()),
                field(ofMessage, "Original-Envelope-Id").map(Comments::removed).filter(text -> !text.isEmpty()),
                parser.recipients,
                Header.NONE);
    }

    /** Tells whether an empty line stands between two fields of one recipient. */
    private static boolean isRest(Header group, Header last) {
        return isOfRecipient(last) && !isOfRecipient(group) && !last.has("Action") && group.has("Action");
    }

    private static boolean isOfRecipient(Header group) {
        return group.has("Final-Recipient") || group.has("Original-Recipient");
    }

    private void add(Header group) {
        Optional<String> original = address(group, "Original-Recipient");
        Optional<String> last = address(group, "Final-Recipient").or(() -> original);
        if (last.isPresent() && recipients.size() < MOST_RECIPIENTS) {
            recipients.add(new Recipient(new Recipient.Fields(
                    last.get(),
                    original.map(address -> withoutXtext(address, last.get())),
                    action(field(group, "Action").orElse("")),
                    field(group, "Status")
                            .map(Comments::removed)
                            .map(STATUS::matcher)
                            .filter(Matcher::matches)
                            .map(found -> found.group(1)),
                    typed(group, "Diagnostic-Code"),
                    typed(group, "Remote-MTA").map(Comments::removed).filter(text -> !text.isEmpty()))));
        } else if (!group.fields().isEmpty() && last.isEmpty() && ofMessage.isEmpty()) {
            ofMessage = Optional.of(group);
        }
    }

    private static Action action(String text) {
        String word = text.split("[^A-Za-z]", 2)[0].toUpperCase(Locale.ROOT);
        return Arrays.stream(Action.values())
                .filter(action -> action.name().equals(word))
                .findFirst()
                .orElse(Action.UNKNOWN);
    }

    /** RFC 3464 section 2.1.1: text in parentheses is a comment. Brackets are no part of the address, and no URI is meant. */
    private static Optional<String> address(Header group, String name) {
        return typed(group, name)
                .map(Comments::removed)
                .map(DeliveryStatusParser::bracketed)
                .map(text -> text.replaceFirst("(?i)^mailto:", ""))
                .map(text -> EMBEDDED.matcher(text).replaceAll(DeliveryStatusParser::embedded))
                .map(text -> BLANK_BEHIND.matcher(text).replaceFirst("$1"))
                .filter(text -> !text.isEmpty());
    }

    private static String embedded(MatchResult found) {
        String digits = found.group().substring("\\x{".length(), found.group().length() - 1);
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(digits, 16)));
    }

    /** What stands between the brackets, also if one has been forgotten. */
    private static String bracketed(String text) {
        int begin = text.lastIndexOf('<');
        int end = text.indexOf('>', begin + 1);
        String inside = text.substring(begin + 1, end < 0 ? text.length() : end).strip();
        return inside.isEmpty() ? text : inside;
    }

    /**
     * RFC 3464 section 2.3.1 says that it has been decoded, and some reporters forget it. Xtext (RFC 3461 section 4) encodes plus
     * and equals signs, and what is not printable: an address that has each plus sign like this is taken for encoded.
     */
    private static String withoutXtext(String original, String last) {
        Matcher encoded = XTEXT.matcher(original);
        String decoded = encoded.replaceAll(found -> Matcher.quoteReplacement(String.valueOf(character(found))));
        boolean throughout = original.indexOf('+') >= 0
                && XTEXT.matcher(original).results().allMatch(found -> mustBeEncoded(character(found)))
                && XTEXT.matcher(original).replaceAll("").indexOf('+') < 0;
        return throughout || decoded.equalsIgnoreCase(last) ? decoded : original;
    }

    private static char character(MatchResult encoded) {
        return (char) Integer.parseInt(encoded.group(1), 16);
    }

    private static boolean mustBeEncoded(char character) {
        return character == '+' || character == '=' || character <= ' ' || character == 0x7F;
    }

    /** Without the type in front of it: {@code rfc822; a@example.org}. */
    private static Optional<String> typed(Header group, String name) {
        return field(group, name)
                .map(value -> TYPE.matcher(value).lookingAt()
                        ? value.substring(value.indexOf(';') + 1).strip()
                        : value)
                .filter(value -> !value.isEmpty());
    }

    private static Optional<String> field(Header group, String name) {
        return group.line(name).map(value -> value.replaceAll("\\s+", " "));
    }
}
