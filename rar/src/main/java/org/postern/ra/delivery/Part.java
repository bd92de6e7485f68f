package org.postern.ra.delivery;

import java.util.function.Supplier;
import org.postern.net.ReceivedMessage;

/**
 * What one bean gets of a message in one transaction: all of it, or an envelope for one of its recipients.
 *
 * @param message is asked once, when its turn has come: there may be thousands
 */
public record Part(Supplier<ReceivedMessage> message, DuplicateCheck duplicateCheck) {}
