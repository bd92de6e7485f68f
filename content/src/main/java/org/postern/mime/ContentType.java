package org.postern.mime;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part says it is (RFC 2045 section 5). A fault in one parameter says nothing against the type and the other
 * parameters.
 *
 * @param name in lower case: {@code text/plain}
 */
record ContentType(String name, Parameters parameters) {
    /** RFC 2045 section 5.2. */
    static final ContentType PLAIN = new ContentType("text/plain", Parameters.NONE);

    /** RFC 2046 section 5.1.5. */
    static final ContentType MESSAGE = new ContentType("message/rfc822", Parameters.NONE);

    /** Of which nothing is known. */
    static final ContentType UNKNOWN = new ContentType("application/octet-stream", Parameters.NONE);

    /** Fields of a header without a body (RFC 6522 section 4). */
    static final ContentType FIELDS = new ContentType("text/rfc822-headers", Parameters.NONE);

    /** Longer ones are none. */
    private static final int MOST_TYPE = 200;

    private static final String TOKEN = "([\\w!#$%&'*+.^`{|}~-]+)";
    private static final Pattern TYPE = Pattern.compile("[\\s\"'<]*" + TOKEN + "\\s*/\\s*" + TOKEN);

    private static final Pattern MULTIPART = Pattern.compile("[\\s\"']*multipart\\b", Pattern.CASE_INSENSITIVE);

    /** Of the first field that has a type; of a message without one, what is there if none is said. */
    static ContentType of(Header header, ContentType otherwise) {
        return header.lines("Content-Type")
                .flatMap(line -> read(line).stream())
                .findFirst()
                .orElse(header.has("Content-Type") ? invalid(header) : otherwise);
    }

    /** RFC 2045 section 5.2: what is no type is text, and one that names no subtype may have parts. Its parameters, if there are any, may still be right. */
    private static ContentType invalid(Header header) {
        boolean parts = header.lines("Content-Type")
                .anyMatch(line -> MULTIPART.matcher(line).lookingAt());
        return new ContentType(
                parts ? "multipart/mixed" : PLAIN.name(),
                header.line("Content-Type")
                        .map(ContentType::parametersBehindWord)
                        .orElse(Parameters.NONE));
    }

    private static Parameters parametersBehindWord(String line) {
        int semicolon = line.indexOf(';');
        return semicolon < 0 ? Parameters.NONE : Parameters.parse(line, semicolon + 1);
    }

    private static Optional<ContentType> read(String line) {
        String beginning = line.substring(0, Math.min(line.length(), MOST_TYPE));
        Matcher type = TYPE.matcher(beginning);
        if (!type.lookingAt()) {
            return Optional.empty();
        }
        String name = (withoutQuote(type.group(1)) + "/" + withoutQuote(type.group(2))).toLowerCase(Locale.ROOT);
        return Optional.of(
                new ContentType(name.equals("plain/text") ? PLAIN.name() : name, Parameters.parse(line, type.end())));
    }

    private static String withoutQuote(String token) {
        return token.replace("'", "");
    }

    boolean isMultipart() {
        return name.startsWith("multipart/");
    }

    /** Tells whether this is a message, or the header of one. */
    boolean isOfMessage() {
        return isMessage() || isHeader();
    }

    boolean isMessage() {
        return name.equals("message/rfc822") || name.equals("message/global") || name.equals("message/news");
    }

    /** RFC 6522 section 4, RFC 6533 section 6. */
    boolean isHeader() {
        return name.equals("text/rfc822-headers")
                || name.equals("text/rfc822-header")
                || name.equals("message/global-headers");
    }

    boolean isDeliveryStatus() {
        return name.equals("message/delivery-status") || name.equals("message/global-delivery-status");
    }

    boolean is(String other) {
        return name.equals(other);
    }

    Optional<String> charset() {
        return parameters
                .get("charset")
                .or(() -> parameters.words().stream().filter(Charsets::isKnown).findFirst());
    }
}
