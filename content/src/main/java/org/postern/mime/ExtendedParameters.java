package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parameters in pieces, in a charset, or both (RFC 2231). The numbers say the order, whatever the order is; a number that is
 * missing takes nothing from the others; pieces are joined before they are decoded.
 */
final class ExtendedParameters {
    private static final Pattern NAME = Pattern.compile("([^*]+)(?:\\*(\\d{1,6}))?(\\*)?");
    private static final Pattern CHARSET = Pattern.compile("([\\w.:+-]*)'[\\w-]*'(.*)", Pattern.DOTALL);
    private static final Pattern HALF_A_CHARSET = Pattern.compile("([\\w.:+-]+)'(.*)", Pattern.DOTALL);

    private ExtendedParameters() {}

    private record Piece(String value, boolean encoded) {}

    /** Of all parameters with a star in their names, by names without it. */
    static Map<String, String> of(List<Parameters.Raw> parameters) {
        Map<String, TreeMap<Integer, Piece>> pieces = new LinkedHashMap<>();
        for (Parameters.Raw parameter : parameters) {
            Matcher name = NAME.matcher(parameter.name());
            if (parameter.name().indexOf('*') >= 0 && name.matches()) {
                boolean whole = name.group(2) == null;
                // One that is whole counts more than pieces.
                int number = whole ? -1 : Integer.parseInt(name.group(2));
                pieces.computeIfAbsent(name.group(1), any -> new TreeMap<>())
                        .putIfAbsent(number, new Piece(parameter.value(), name.group(3) != null || whole));
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        pieces.forEach((name, ordered) -> {
            String value = joined(ordered);
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static String joined(SortedMap<Integer, Piece> ordered) {
        List<Piece> pieces = ordered.firstKey() < 0
                ? List.of(Objects.requireNonNull(ordered.get(ordered.firstKey())))
                : List.copyOf(ordered.values());
        Piece first = pieces.get(0);
        Optional<Matcher> said = first.encoded() ? charset(first.value()) : Optional.empty();
        Optional<String> charset = said.map(matcher -> matcher.group(1)).filter(name -> !name.isEmpty());
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String value = i == 0 && said.isPresent() ? said.get().group(2) : piece.value();
            octets.writeBytes(piece.encoded() ? Percent.decode(value) : plain(value, charset));
        }
        return TextDecoder.decode(octets.toByteArray(), charset);
    }

    /** RFC 2231 section 4 demands two quotes; with none of them, percent signs and UTF-8 are evident. */
    private static Optional<Matcher> charset(String value) {
        Matcher whole = CHARSET.matcher(value);
        if (whole.matches()) {
            return Optional.of(whole);
        }
        Matcher half = HALF_A_CHARSET.matcher(value);
        return half.matches() && Charsets.isKnown(half.group(1)) ? Optional.of(half) : Optional.empty();
    }

    /** Pieces that are not encoded are characters: they get octets that are decoded to the same. */
    private static byte[] plain(String value, Optional<String> charset) {
        return charset.flatMap(Charsets::find)
                .filter(known -> known.canEncode() && known.newEncoder().canEncode(value))
                .map(value::getBytes)
                .orElseGet(() -> value.getBytes(StandardCharsets.UTF_8));
    }
}
