package org.postern.console.path;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The records by which DANE senders know a server's key (RFC 6698, RFC 7672): {@code 3 1 1}, the SHA-256 of the key alone, so that a
 * certificate can be renewed with the same key and nothing in DNS. Immutable.
 */
record Tlsa(String host, int port) {
    private static final int OURS = 3;

    /** For a zone file. */
    String line(String keyFingerprint) {
        return owner() + " IN TLSA 3 1 1 " + keyFingerprint;
    }

    String owner() {
        return "_" + port + "._tcp." + host + ".";
    }

    /** A record as senders compare it: usage, selector, matching type and the rest, as a zone file has them. */
    static String text(byte[] record) {
        return record.length <= OURS
                ? "damaged"
                : "%d %d %d %s"
                        .formatted(
                                record[0] & 0xff,
                                record[1] & 0xff,
                                record[2] & 0xff,
                                HexFormat.of().formatHex(Arrays.copyOfRange(record, OURS, record.length)));
    }
}
