package org.postern.net;

/**
 * How much content an adapter keeps at a time, of all messages together. Immutable.
 *
 * @param memoryBytes in memory; more goes to files at once
 * @param fileBytes in files
 * @param files open
 */
public record SpoolLimits(long memoryBytes, long fileBytes, int files) {}
