package org.postern.net;

import java.time.Duration;

/**
 * How long a peer is waited for. Immutable.
 *
 * @param command for a complete command line; RFC 5321 section 4.5.3.2.7 wants at least five minutes
 * @param data for the next octets of content
 * @param minOctetsPerSecond of content, on average; 0 for no such limit
 * @param handshake for a complete TLS handshake, or the header of a proxy
 * @param session for everything
 * @param greeting how long a peer must be silent before it is greeted; zero for not at all
 */
public record Timeouts(
        Duration command,
        Duration data,
        int minOctetsPerSecond,
        Duration handshake,
        Duration session,
        Duration greeting) {}
