package org.postern.smtp;

import java.util.Map;

/**
 * One accepted RCPT. Immutable.
 *
 * @param mailbox as sent, without brackets and source route
 * @param parameters values by upper-case keyword, in the order sent
 */
public record Recipient(String mailbox, Map<String, String> parameters) {}
