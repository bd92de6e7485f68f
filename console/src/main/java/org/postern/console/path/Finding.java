package org.postern.console.path;

/**
 * One thing that is the matter at a door. Immutable.
 *
 * @param detail what was seen, in the words of the peer or of the JVM; empty if the sentence says it all
 */
record Finding(Sign sign, String detail) {}
