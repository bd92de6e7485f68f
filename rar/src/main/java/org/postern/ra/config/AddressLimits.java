package org.postern.ra.config;

import java.time.Duration;
import java.util.Map;
import org.postern.net.BufferLimits;
import org.postern.net.Timeouts;
import org.postern.smtp.Limits;
import org.postern.smtp.Limits.BareLineBreaks;

/**
 * What each connection to an address is limited to. Immutable.
 */
public record AddressLimits(Limits conversation, Timeouts timeouts, BufferLimits buffers) {

    /** Reads everything; problems are left with the configuration. */
    public static AddressLimits read(Configuration from) {
        return new AddressLimits(
                conversation(from),
                timeouts(from),
                new BufferLimits(
                        from.integer(Property.SPOOL_THRESHOLD_BYTES), from.integer(Property.MAX_UNREAD_REPLY_BYTES)));
    }

    private static Limits conversation(Configuration from) {
        return new Limits(
                new Limits.Content(
                        from.number(Property.MAX_MESSAGE_BYTES),
                        from.integer(Property.MAX_TEXT_LINE_BYTES),
                        from.integer(Property.MAX_HOPS),
                        from.choice(
                                Property.BARE_LINE_FEED,
                                Map.of("reject", BareLineBreaks.REJECT, "accept", BareLineBreaks.ACCEPT))),
                new Limits.Recipients(
                        from.integer(Property.MAX_RECIPIENTS), from.integer(Property.MAX_UNKNOWN_RECIPIENTS)),
                new Limits.Commands(
                        from.integer(Property.MAX_COMMAND_LINE_BYTES),
                        from.integer(Property.MAX_COMMANDS),
                        from.integer(Property.MAX_ERRORS)));
    }

    private static Timeouts timeouts(Configuration from) {
        return new Timeouts(
                Duration.ofSeconds(from.number(Property.COMMAND_TIMEOUT_SECONDS)),
                Duration.ofSeconds(from.number(Property.DATA_TIMEOUT_SECONDS)),
                from.integer(Property.MIN_DATA_BYTES_PER_SECOND),
                Duration.ofSeconds(from.number(Property.TLS_HANDSHAKE_TIMEOUT_SECONDS)),
                Duration.ofSeconds(from.number(Property.SESSION_TIMEOUT_SECONDS)),
                Duration.ofMillis(from.number(Property.GREETING_DELAY_MILLIS)));
    }
}
