package org.postern.mime;

import jakarta.mail.internet.InternetAddress;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the header of a message says. */
record HeaderFacts(
        Header header,
        String subject,
        Addresses addresses,
        Optional<OffsetDateTime> date,
        Optional<String> messageId,
        List<String> inReplyTo,
        List<String> references) {

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,998}>");
    private static final int MOST_IDS = 1_000;

    /** Lists of addresses by what they are for. */
    record Addresses(
            List<InternetAddress> from,
            List<InternetAddress> to,
            List<InternetAddress> cc,
            List<InternetAddress> bcc,
            List<InternetAddress> replyTo,
            List<InternetAddress> sender,
            boolean whole) {}

    /**
     * Reads a header.
     *
     * @param added has a date and a message id for one that has no such fields
     */
    static HeaderFacts of(Header header, Header added, ContentLimits limits) {
        return new HeaderFacts(
                header,
                header.text("Subject").orElse(""),
                addresses(header, limits),
                (header.has("Date") ? header : added).line("Date").flatMap(DateReader::read),
                messageId(header.has("Message-ID") ? header : added),
                ids(header, "In-Reply-To"),
                ids(header, "References"));
    }

    boolean whole() {
        return addresses.whole();
    }

    private static Addresses addresses(Header header, ContentLimits limits) {
        List<Boolean> whole = new ArrayList<>();
        return new Addresses(
                list(header, "From", limits, whole),
                list(header, "To", limits, whole),
                list(header, "Cc", limits, whole),
                list(header, "Bcc", limits, whole),
                list(header, "Reply-To", limits, whole),
                list(header, "Sender", limits, whole),
                !whole.contains(false));
    }

    private static List<InternetAddress> list(Header header, String name, ContentLimits limits, List<Boolean> whole) {
        String line = header.lines(name).collect(Collectors.joining(","));
        AddressParser.Result result = AddressParser.parse(line, limits.addresses());
        whole.add(result.whole());
        return result.addresses();
    }

    /** Comments behind it are none of it. */
    private static Optional<String> messageId(Header header) {
        return header.line("Message-ID").map(line -> {
            var id = MESSAGE_ID.matcher(line);
            return id.find() ? id.group() : line;
        });
    }

    private static List<String> ids(Header header, String name) {
        return header.lines(name)
                .flatMap(line -> MESSAGE_ID.matcher(line).results())
                .map(found -> found.group())
                .limit(MOST_IDS)
                .toList();
    }
}
