package org.postern.smtp;

/** What can change the state of a conversation: a command, what follows from it, or the end that the server makes. */
interface Trigger {
    /** As it is called in the order of the protocol. */
    String name();
}
