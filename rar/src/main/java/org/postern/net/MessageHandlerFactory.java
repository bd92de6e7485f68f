package org.postern.net;

/** Where the mail of an address goes. Called on event loops: it must not block. */
@FunctionalInterface
public interface MessageHandlerFactory {
    /** A peer has said who the sender is. Whether recipients and a message follow is open. */
    MessageHandler begin(MailTransaction transaction);
}
