package org.postern.smtp;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the names of the header fields of one message as its octets come in, and at nothing behind the header. Keeps
 * no more than one name.
 */
final class HeaderScan {
    private enum Position {
        NAME,
        VALUE,
        AFTER_CR,
        BODY
    }

    private static final String RECEIVED = "received";

    /** RFC 6409 sections 8.2 and 8.3, in the case in which they are written. */
    private static final Set<String> ADDED_BY_SUBMISSION = Set.of("Date", "Message-ID");

    private static final int LONGEST_NAME = "message-id".length();

    private final StringBuilder name = new StringBuilder(LONGEST_NAME);
    private final Set<String> missing = new TreeSet<>(ADDED_BY_SUBMISSION);
    private Position position = Position.NAME;
    private boolean lineIsEmpty = true;
    private int hops;

    /** Takes the next octets of the content. */
    void scan(ByteBuffer octets) {
        int limit = octets.limit();
        for (int i = octets.position(); i < limit && position != Position.BODY; i++) {
            if (position == Position.VALUE) {
                i = LineBreaks.indexIn(octets, i);
            }
            if (i < limit) {
                take(octets.get(i));
            }
        }
    }

    /** How many servers have had the message before, by the Received fields so far (RFC 5321 section 6.3). */
    int hops() {
        return hops;
    }

    /** The fields that a submission server adds and that were not there, in alphabetical order. */
    Set<String> missing() {
        return missing;
    }

    private void take(byte octet) {
        switch (position) {
            case NAME -> takeOfName(octet);
            case AFTER_CR -> {
                if (octet == '\n') {
                    endLine();
                } else {
                    position = octet == '\r' ? Position.AFTER_CR : Position.VALUE;
                }
            }
            default -> position = octet == '\r' ? Position.AFTER_CR : Position.VALUE;
        }
    }

    private void takeOfName(byte octet) {
        if (octet == '\r') {
            position = Position.AFTER_CR;
        } else if (octet == ':') {
            note(name.toString().strip()); // RFC 5322 section 4.5: blanks before the colon
            position = Position.VALUE;
        } else if (name.length() > LONGEST_NAME || (lineIsEmpty && (octet == ' ' || octet == '\t'))) {
            position = Position.VALUE; // A name that is not looked for, or a folded line.
        } else {
            name.append((char) octet);
        }
        lineIsEmpty &= position == Position.AFTER_CR;
    }

    private void note(String field) {
        if (field.equalsIgnoreCase(RECEIVED)) {
            hops++;
        }
        missing.removeIf(field::equalsIgnoreCase);
    }

    private void endLine() {
        position = lineIsEmpty ? Position.BODY : Position.NAME;
        lineIsEmpty = true;
        name.setLength(0);
    }
}
