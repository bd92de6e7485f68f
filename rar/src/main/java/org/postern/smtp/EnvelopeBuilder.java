package org.postern.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects one envelope from MAIL and RCPT, and checks what they say. */
final class EnvelopeBuilder {
    private static final Pattern SIZE_VALUE = Pattern.compile("\\d{1,20}");
    private static final int DIGITS_THAT_FIT_A_LONG = 18;

    private final Limits limits;
    private final List<Recipient> recipients = new ArrayList<>();
    private String reversePath = "";
    private Map<String, String> parameters = Map.of();

    EnvelopeBuilder(Limits limits) {
        this.limits = limits;
    }

    /** Takes the argument of MAIL. */
    Reply sender(String argument) throws Refusal {
        int start = pathStart(argument, "FROM:", Replies.MAIL_SYNTAX);
        PathParser path = new PathParser(argument, start, Replies.BAD_SENDER);
        String mailbox = path.reversePath();
        Map<String, String> given = Parameters.parse(argument.substring(path.end()), Replies.MAIL_SYNTAX);
        for (Map.Entry<String, String> parameter : given.entrySet()) {
            checkSenderParameter(parameter.getKey(), parameter.getValue());
        }
        reversePath = mailbox;
        parameters = given;
        return Replies.SENDER_OK;
    }

    /** Takes the argument of RCPT. */
    Reply recipient(String argument) throws Refusal {
        int start = pathStart(argument, "TO:", Replies.RCPT_SYNTAX);
        PathParser path = new PathParser(argument, start, Replies.BAD_RECIPIENT);
        String mailbox = path.forwardPath();
        Map<String, String> given = Parameters.parse(argument.substring(path.end()), Replies.RCPT_SYNTAX);
        if (!given.isEmpty()) {
            throw new Refusal(Replies.UNKNOWN_PARAMETER);
        }
        if (recipients.size() >= limits.maxRecipients()) {
            throw new Refusal(Replies.TOO_MANY_RECIPIENTS);
        }
        recipients.add(new Recipient(mailbox, given));
        return Replies.RECIPIENT_OK;
    }

    Envelope build() {
        Optional<String> sender = reversePath.isEmpty() ? Optional.empty() : Optional.of(reversePath);
        return new Envelope(sender, parameters, List.copyOf(recipients));
    }

    /** Blanks behind the colon are wrong (RFC 5321 section 3.3) but common in scanners and scripts, and harmless. */
    private static int pathStart(String argument, String keyword, Reply malformed) throws Refusal {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new Refusal(malformed);
        }
        int start = keyword.length();
        while (start < argument.length() && argument.charAt(start) == ' ') {
            start++;
        }
        return start;
    }

    private void checkSenderParameter(String keyword, String value) throws Refusal {
        switch (keyword) {
            case "SIZE" -> checkSize(value);
            case "BODY" -> {
                String body = value.toUpperCase(Locale.ROOT);
                if (!body.equals("7BIT") && !body.equals("8BITMIME")) {
                    throw new Refusal(Replies.BAD_PARAMETER);
                }
            }
            default -> throw new Refusal(Replies.UNKNOWN_PARAMETER);
        }
    }

    /** RFC 1870 section 6.1: the size is a hint; one that can never fit is refused at once. */
    private void checkSize(String value) throws Refusal {
        if (!SIZE_VALUE.matcher(value).matches()) {
            throw new Refusal(Replies.BAD_PARAMETER);
        }
        String digits = value.replaceFirst("^0+(?=\\d)", "");
        if (digits.length() > DIGITS_THAT_FIT_A_LONG || Long.parseLong(digits) > limits.maxMessageBytes()) {
            throw new Refusal(Replies.MESSAGE_TOO_LARGE);
        }
    }
}
