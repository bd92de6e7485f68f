package org.postern.net;

import java.util.concurrent.CompletableFuture;
import org.postern.smtp.Credentials;

/** Who knows the users: the application server, in the end. Thread-safe. */
public interface Realm {
    /** Whether users can be authenticated. */
    boolean isAvailable();

    /**
     * Tells whether a user is who the peer claims, then or later, from any thread. Does not block, and clears the password.
     *
     * @param user the name that was given, or that the certificate has
     */
    CompletableFuture<RealmAnswer> authenticate(ConnectionFacts connection, String user, Credentials credentials);
}
