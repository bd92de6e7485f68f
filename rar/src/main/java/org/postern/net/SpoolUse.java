package org.postern.net;

/**
 * What the content of all messages together has in use. Immutable.
 *
 * @param memoryOctets in memory
 * @param fileOctets in files
 * @param files how many
 * @param usableOctets what the file system had left when it was looked at last; a huge number before that
 */
public record SpoolUse(long memoryOctets, long fileOctets, int files, long usableOctets) {}
