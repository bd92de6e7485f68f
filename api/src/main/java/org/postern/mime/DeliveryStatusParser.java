package org.postern.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postern.mime.DeliveryStatus.Action;
import org.postern.mime.DeliveryStatus.Recipient;

/** Reads the fields of {@code message/delivery-status}: groups with empty lines between them. */
final class DeliveryStatusParser {
    private static final Pattern EMPTY_LINES = Pattern.compile("(?:\\r?\\n[ \\t]*){2,}");
    private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3}).*", Pattern.DOTALL);
    private static final int MAX_RECIPIENTS = 10_000;

    private DeliveryStatusParser() {}

    static DeliveryStatus parse(String text) {
        Optional<InternetHeaders> ofMessage = Optional.empty();
        List<Recipient> recipients = new ArrayList<>();
        for (String group : EMPTY_LINES.split(text.strip(), MAX_RECIPIENTS)) {
            Optional<InternetHeaders> fields = fields(group);
            Optional<Recipient> recipient = fields.flatMap(DeliveryStatusParser::recipient);
            recipient.ifPresent(recipients::add);
            if (ofMessage.isEmpty() && recipient.isEmpty()) {
                ofMessage = fields;
            }
        }
        return new DeliveryStatus(
                ofMessage.flatMap(fields -> typed(fields, "Reporting-MTA")),
                ofMessage.flatMap(fields -> field(fields, "Original-Envelope-Id")),
                recipients);
    }

    private static Optional<Recipient> recipient(InternetHeaders fields) {
        return typed(fields, "Final-Recipient")
                .or(() -> typed(fields, "Original-Recipient"))
                .map(address -> new Recipient(
                        address,
                        typed(fields, "Original-Recipient"),
                        action(field(fields, "Action").orElse("")),
                        field(fields, "Status")
                                .map(STATUS::matcher)
                                .filter(java.util.regex.Matcher::matches)
                                .map(status -> status.group(1)),
                        typed(fields, "Diagnostic-Code")));
    }

    private static Action action(String text) {
        String word = text.split("[ (]", 2)[0].toUpperCase(Locale.ROOT);
        return Arrays.stream(Action.values())
                .filter(action -> action.name().equals(word))
                .findFirst()
                .orElse(Action.UNKNOWN);
    }

    /** Without the type in front of it: {@code rfc822; a@example.org}. */
    private static Optional<String> typed(InternetHeaders fields, String name) {
        return field(fields, name)
                .map(value -> value.substring(value.indexOf(';') + 1).strip())
                .filter(value -> !value.isEmpty());
    }

    private static Optional<String> field(InternetHeaders fields, String name) {
        return Optional.ofNullable(fields.getHeader(name, null))
                .map(value -> value.replaceAll("\\s+", " ").strip())
                .filter(value -> !value.isEmpty());
    }

    private static Optional<InternetHeaders> fields(String group) {
        try {
            byte[] octets = (group + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            return Optional.of(new InternetHeaders(new ByteArrayInputStream(octets), true));
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }
}
