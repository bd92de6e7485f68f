package org.postern.smtp;

/**
 * How a client has introduced itself, as its messages tell it. Immutable.
 *
 * @param heloName what the client called itself
 * @param protocol by its name in RFC 3848 or RFC 6531 section 4.3
 */
public record Hello(String heloName, String protocol) {}
