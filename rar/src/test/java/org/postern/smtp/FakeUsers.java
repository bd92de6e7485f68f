package org.postern.smtp;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Knows {@code anna}, whose password is {@code secret}, and a client with a certificate as {@code carol}; does not hear of
 * {@code mallory} for a while.
 */
final class FakeUsers implements Authenticator {
    private final Set<SaslMechanism> mechanisms;
    private Optional<Credentials> last = Optional.empty();
    private Optional<String> user = Optional.empty();

    FakeUsers(SaslMechanism... mechanisms) {
        this.mechanisms = new TreeSet<>(Set.of(mechanisms));
    }

    boolean wereAsked() {
        return last.isPresent();
    }

    /** What was asked about last. */
    Credentials last() {
        return last.orElseThrow();
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public Set<SaslMechanism> mechanisms() {
        return mechanisms;
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusal(Credentials credentials) {
        last = Optional.of(credentials);
        String name = credentials.mechanism() == SaslMechanism.EXTERNAL
                ? "carol"
                : credentials.user().orElseThrow();
        boolean good = name.equals("carol")
                ? credentials.user().map(name::equals).orElse(true)
                : name.equals("anna") && new String(credentials.password()).equals("secret");
        if (name.equals("mallory")) {
            return CompletableFuture.completedFuture(Optional.of(Replies.tooManyFailedAuthentications()));
        }
        if (good) {
            user = Optional.of(name);
        }
        return CompletableFuture.completedFuture(good ? Optional.empty() : Optional.of(Replies.credentialsInvalid()));
    }

    @Override
    public Optional<String> user() {
        return user;
    }
}
