package org.postern.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What {@link LineFramer} has to tell of some octets, found in all of them together, octet by octet. */
final class NaiveLines {
    /** RFC 4954 section 4, without CRLF. */
    private static final int AUTH_LENGTH = 12_286;

    private final int maxLength;
    private final boolean responses;

    /**
     * @param maxLineBytes with CRLF
     * @param responses whether all lines may be those of an authentication
     */
    NaiveLines(int maxLineBytes, boolean responses) {
        this.maxLength = maxLineBytes - 2;
        this.responses = responses;
    }

    /** Each with the line, or with what stands before the fault. */
    List<String> events(String octets) {
        List<String> events = new ArrayList<>();
        String rest = octets;
        while (true) {
            int end = rest.indexOf("\r\n");
            String line = end < 0 ? rest : rest.substring(0, end);
            if (line.startsWith("\026\003")) {
                events.add("CLIENT_HELLO");
                return events;
            }
            if (beginsLikeAnotherProtocol(line)) {
                events.add("FOREIGN");
                return events;
            }
            String event = event(line, end >= 0);
            if (!event.isEmpty()) {
                events.add(event);
            }
            if (end < 0) {
                return events;
            }
            rest = rest.substring(end + 2);
        }
    }

    /** What stands behind a bare line break is not looked at any more, and a CR may be the beginning of one. */
    private static boolean beginsLikeAnotherProtocol(String line) {
        byte[] octets = line.replaceFirst("(?s)[\r\n].*", "").getBytes(StandardCharsets.ISO_8859_1);
        return IntStream.rangeClosed(1, Math.min(octets.length, ForeignProtocol.LONGEST_BEGINNING))
                .anyMatch(length -> ForeignProtocol.ofBeginning(octets, length).isPresent());
    }

    /** The fault that comes first counts; a CR at the end of what there is may yet become a CRLF. */
    private String event(String line, boolean complete) {
        boolean auth = responses || line.toUpperCase(Locale.ROOT).startsWith("AUTH ");
        int longest = auth ? Math.max(maxLength, AUTH_LENGTH) : maxLength;
        for (int i = 0; i < line.length(); i++) {
            char octet = line.charAt(i);
            boolean last = i == line.length() - 1;
            if (octet == '\n' || (octet == '\r' && (complete || !last))) {
                return "BARE_LINE_BREAK " + line.substring(0, i);
            }
            if (i == longest && octet != '\r') {
                return "TOO_LONG " + line.substring(0, i);
            }
        }
        return complete ? "LINE " + line : "";
    }
}
