package org.postern.net;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.postern.smtp.Credentials;
import org.postern.smtp.Reply;

/** Who knows the users: the application server, in the end. Thread-safe. */
public interface Realm {
    /** Whether users can be authenticated. */
    boolean isAvailable();

    /**
     * Tells why a user is not who the peer claims, then or later, from any thread; empty if he is. Does not block, and
     * clears the password.
     *
     * @param user the name that was given, or that the certificate has
     */
    CompletableFuture<Optional<Reply>> refusal(ConnectionFacts connection, String user, Credentials credentials);
}
