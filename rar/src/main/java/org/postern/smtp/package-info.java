/**
 * The SMTP conversation of one connection, as a pure machine: bytes and events in, replies and steps out.
 *
 * <p>No sockets, clocks, threads or files live here. The owner of the socket drives {@link org.postern.smtp.Conversation}
 * and does what each {@link org.postern.smtp.Step} says.
 */
package org.postern.smtp;
