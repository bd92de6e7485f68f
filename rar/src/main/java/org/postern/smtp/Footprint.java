package org.postern.smtp;

import java.util.Map;

/**
 * How many octets of the heap the parts of an envelope take until the message is delivered: rather too many than too few, so
 * that a limit of memory is one. With each part count its objects and its places in lists and maps, also in those of the
 * room that delivers.
 */
final class Footprint {
    private static final long OF_SENDER = 1_024;
    private static final long OF_RECIPIENT = 352;
    private static final long OF_PARAMETERS = 144;
    private static final long OF_PARAMETER = 48;
    private static final long OF_TEXT = 56;

    private Footprint() {}

    static long of(Hello client, Sender sender) {
        return OF_SENDER
                + of(client.heloName())
                + sender.reversePath().map(Footprint::of).orElse(0L)
                + of(sender.parameters());
    }

    static long of(Recipient recipient) {
        return OF_RECIPIENT + of(recipient.mailbox()) + of(recipient.parameters());
    }

    private static long of(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? 0
                : OF_PARAMETERS
                        + parameters.entrySet().stream()
                                .mapToLong(one -> OF_PARAMETER + of(one.getKey()) + of(one.getValue()))
                                .sum();
    }

    /** One octet a character, or two if there is any beyond ISO 8859-1. */
    private static long of(String text) {
        return OF_TEXT + (Utf8.isAscii(text) ? 1L : 2L) * text.length();
    }
}
