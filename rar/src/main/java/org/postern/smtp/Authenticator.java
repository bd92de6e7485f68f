package org.postern.smtp;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Whether the client of one conversation can authenticate, and as which user it has. */
public interface Authenticator {
    /** Whether users can authenticate at all, once there is TLS. */
    boolean isAvailable();

    /** What the peer may choose from as it stands; to be asked in TLS only. */
    Set<SaslMechanism> mechanisms();

    /**
     * Tells why these credentials are not good, then or later; empty if they are, and {@link #user} is there from then
     * on. Clears the password.
     */
    CompletableFuture<Optional<Reply>> refusal(Credentials credentials);

    /** As which user the client has authenticated. */
    Optional<String> user();

    /** Of a server that knows no users. */
    static Authenticator none() {
        return new Authenticator() {
            @Override
            public boolean isAvailable() {
                return false;
            }

            @Override
            public Set<SaslMechanism> mechanisms() {
                return Set.of();
            }

            @Override
            public CompletableFuture<Optional<Reply>> refusal(Credentials credentials) {
                credentials.clear();
                return CompletableFuture.completedFuture(Optional.of(Replies.NOT_IMPLEMENTED));
            }

            @Override
            public Optional<String> user() {
                return Optional.empty();
            }
        };
    }
}
