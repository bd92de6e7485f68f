package org.postern.net;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.postern.smtp.Authenticator;
import org.postern.smtp.Credentials;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.SaslMechanism;
import org.postern.tls.CertificateUser;

/** The users of one connection: what they can show there, and who of them has. */
final class SessionAuthenticator implements Authenticator {
    private final ConnectionFacts facts;
    private final TlsUpgrade tls;
    private final CertificateUser certificateUser;
    private final Realm realm;
    private volatile Optional<AuthenticatedUser> user = Optional.empty();

    SessionAuthenticator(ConnectionFacts facts, TlsUpgrade tls, CertificateUser certificateUser, Realm realm) {
        this.facts = facts;
        this.tls = tls;
        this.certificateUser = certificateUser;
        this.realm = realm;
    }

    @Override
    public boolean isAvailable() {
        return realm.isAvailable();
    }

    @Override
    public Set<SaslMechanism> mechanisms() {
        Set<SaslMechanism> mechanisms = EnumSet.of(SaslMechanism.PLAIN, SaslMechanism.LOGIN);
        if (ofCertificate().isPresent()) {
            mechanisms.add(SaslMechanism.EXTERNAL);
        }
        return Collections.unmodifiableSet(mechanisms);
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusal(Credentials credentials) {
        Optional<String> claimed =
                credentials.mechanism() == SaslMechanism.EXTERNAL ? external(credentials) : credentials.user();
        if (claimed.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(Replies.credentialsInvalid()));
        }
        return realm.authenticate(facts, claimed.get(), credentials).thenApply(answer -> {
            user = answer.user();
            return answer.refusal();
        });
    }

    @Override
    public Optional<String> user() {
        return user.map(AuthenticatedUser::name);
    }

    /** The same with what the realm knows of the user. */
    Optional<AuthenticatedUser> authenticated() {
        return user;
    }

    /** RFC 4422 appendix A: a client that names a user must name the one of its certificate. */
    private Optional<String> external(Credentials credentials) {
        return ofCertificate()
                .filter(name -> credentials.user().map(name::equals).orElse(true));
    }

    /** There are certificates only if they have been verified. */
    private Optional<String> ofCertificate() {
        return tls.facts()
                .flatMap(agreed -> agreed.clientCertificates().stream().findFirst())
                .flatMap(certificateUser::of)
                .filter(name -> !name.isBlank());
    }
}
