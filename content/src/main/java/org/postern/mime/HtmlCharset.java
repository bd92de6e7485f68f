package org.postern.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The charset that HTML names in itself. What its part says counts more. */
final class HtmlCharset {
    private static final int MOST = 4_096;
    private static final Pattern META = Pattern.compile(
            "<(?:meta|\\?xml)\\b[^>]{0,500}?\\b(?:charset|encoding)\\s{0,9}=\\s{0,9}[\"']?\\s{0,9}([\\w.:+-]{1,60})",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    private HtmlCharset() {}

    static Optional<String> of(byte[] octets, Optional<String> said) {
        boolean useful = said.flatMap(Charsets::find)
                .filter(charset -> !charset.equals(StandardCharsets.US_ASCII))
                .isPresent();
        return useful ? said : named(octets).or(() -> said);
    }

    private static Optional<String> named(byte[] octets) {
        String beginning = new String(octets, 0, Math.min(octets.length, MOST), StandardCharsets.ISO_8859_1);
        Matcher meta = META.matcher(COMMENT.matcher(beginning).replaceAll(""));
        // It could be read, so it is none of those with two octets for each character.
        return meta.find() && !meta.group(1).toLowerCase(Locale.ROOT).startsWith("utf-16")
                ? Optional.of(meta.group(1))
                : Optional.empty();
    }
}
