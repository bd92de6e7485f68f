package org.postern.ra.address;

import java.time.Instant;
import org.postern.net.Moment;

/**
 * Why an address cannot be bound. Immutable.
 *
 * @param reason the operating system's
 * @param failures how often it was tried in vain
 * @param told when an administrator was told of this reason
 * @param nextTry about when it is tried again
 */
record BindFailure(String reason, int failures, Moment told, Instant nextTry) {}
