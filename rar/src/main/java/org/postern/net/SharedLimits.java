package org.postern.net;

/**
 * How much all connections together may have. Thread-safe.
 *
 * @param connections how many there are, in all, of a network and of a peer
 * @param messages how many each peer begins
 * @param memory of envelopes and buffers
 * @param spool memory and files of content
 */
public record SharedLimits(
        ConnectionCounter connections, RatePerMinute messages, MemoryBudgets memory, SpoolSpace spool) {}
