package org.postern.smtp;

import java.util.Map;

/**
 * What MAIL or RCPT says. Immutable.
 *
 * @param mailbox to the letter, without brackets and source route; empty for {@code <>}
 * @param parameters by their keywords in upper case, in their order
 */
record PathArgument(String mailbox, Map<String, String> parameters) {}
