package org.postern.net;

import java.time.Duration;

/**
 * How long a peer is waited for. Immutable.
 *
 * @param command for a complete command line; RFC 5321 section 4.5.3.2.7 wants at least five minutes
 * @param data for the next octets of content
 * @param handshake for a complete TLS handshake
 */
public record Timeouts(Duration command, Duration data, Duration handshake) {}
