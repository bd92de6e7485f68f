package org.postern.net;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import org.postern.smtp.Credentials;
import org.postern.smtp.Replies;
import org.postern.smtp.SaslMechanism;

/** Knows some users, and everybody who has a certificate. */
public final class FakeRealm implements Realm {
    private final Map<String, String> passwords;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public FakeRealm() {
        this(Map.of());
    }

    FakeRealm(Map<String, String> passwords) {
        this.passwords = passwords;
    }

    /** Mechanisms and names, in order. */
    List<String> asked() {
        return asked;
    }

    @Override
    public boolean isAvailable() {
        return !passwords.isEmpty();
    }

    @Override
    public CompletableFuture<RealmAnswer> authenticate(
            ConnectionFacts connection, String user, Credentials credentials) {
        asked.add(credentials.mechanism() + " " + user);
        boolean good = credentials.mechanism() == SaslMechanism.EXTERNAL
                || new String(credentials.password()).equals(passwords.get(user));
        credentials.clear();
        return CompletableFuture.completedFuture(
                good
                        ? RealmAnswer.of(new AuthenticatedUser(user, new Subject()))
                        : RealmAnswer.refused(Replies.credentialsInvalid()));
    }
}
