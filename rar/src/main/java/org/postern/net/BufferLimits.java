package org.postern.net;

/**
 * What is kept in memory for one connection. Immutable.
 *
 * @param spoolThresholdBytes content kept before it goes to a file
 * @param maxUnreadReplyBytes replies kept for a client that does not read; beyond, nothing of it is read either
 */
public record BufferLimits(int spoolThresholdBytes, int maxUnreadReplyBytes) {}
