package org.postern.tls;

import java.time.Duration;
import java.util.Optional;

/** What keys of session tickets are made from, so that several instances have the same ones. Thread-safe. */
public interface TicketSecrets {
    /** Each instance goes by itself. */
    static TicketSecrets none() {
        return lifetime -> Optional.empty();
    }

    /**
     * The one of this moment, if it is known. Does not block.
     *
     * @param lifetime of sessions, and of the secret: whole seconds
     */
    Optional<TicketSecret> now(Duration lifetime);
}
