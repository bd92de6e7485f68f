package org.postern.net;

import java.util.function.Consumer;
import org.postern.smtp.Reply;

/** Takes complete messages. Called on an event loop: it must not block. */
@FunctionalInterface
public interface MessageReceiver {
    /**
     * Takes a message, and with it the duty to close its content and to answer exactly once.
     *
     * @param answer may be called from any thread, then or later
     */
    void receive(ReceivedMessage message, Consumer<Reply> answer);
}
