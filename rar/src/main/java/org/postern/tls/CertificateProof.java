package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** Finds the TLS that serves a certificate, by a handshake in memory with just that one. */
final class CertificateProof {
    private final String alias;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final EngineSettings settings;
    private final Optional<Staple> known;

    /**
     * What has come of it.
     *
     * @param certificate proved, if it is
     * @param failure of the handshake, if that is why it is not
     * @param notNative why the native library cannot serve it, if that is why it is not
     */
    record Outcome(
            Optional<ServerCertificate> certificate, Optional<SelfTest.Failure> failure, Optional<String> notNative) {}

    /** Makes what serves these certificates of the chain. */
    private interface Maker {
        ServerCertificate of(List<X509Certificate> part) throws GeneralSecurityException;
    }

    /**
     * The key belongs to the first of the chain.
     *
     * @param known what was stapled to the same chain before
     */
    CertificateProof(
            String alias,
            PrivateKey key,
            List<X509Certificate> chain,
            EngineSettings settings,
            Optional<Staple> known) {
        this.alias = alias;
        this.key = key;
        this.chain = chain;
        this.settings = settings;
        this.known = known;
    }

    Outcome outcome() throws GeneralSecurityException {
        return switch (settings.policy().provider()) {
            case JDK -> byTheJdk("tlsProvider is jdk");
            case OPENSSL -> natively(false);
            case AUTO -> natively(true);
        };
    }

    private Outcome byTheJdk(String why) throws GeneralSecurityException {
        Staple staple = isToBeStapled() ? Staple.byTheJdk(settings.clock()) : Staple.unwanted(settings.clock());
        return by(part -> new ServerCertificate(alias, key, part, settings, ServedBy.jdk(why, staple)));
    }

    private boolean isToBeStapled() {
        return settings.policy().staples();
    }

    private Staple staple() {
        if (!isToBeStapled()) {
            return Staple.unwanted(settings.clock());
        }
        return known.filter(Staple::isPossible)
                .orElseGet(() -> Staple.of(chain, new ChainSize(chain).roomForResponse(), settings.clock()));
    }

    private Outcome natively(boolean orByTheJdk) throws GeneralSecurityException {
        NativeTls library = settings.library();
        Optional<String> obstacle = new NativeFit(library, settings.policy())
                .obstacle(key, chain.get(0).getPublicKey());
        if (obstacle.isEmpty()) {
            try {
                Staple staple = staple();
                Outcome outcome = by(part -> natively(library, part, staple));
                if (!orByTheJdk || outcome.failure().isEmpty()) {
                    return outcome;
                }
                obstacle =
                        outcome.failure().map(failure -> "a handshake in memory has failed (" + failure.text() + ")");
            } catch (GeneralSecurityException e) {
                obstacle = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        String why = library.name() + " cannot serve it, because " + obstacle.orElseThrow();
        return orByTheJdk ? byTheJdk(why) : new Outcome(Optional.empty(), Optional.empty(), Optional.of(why));
    }

    private ServerCertificate natively(NativeTls library, List<X509Certificate> part, Staple staple)
            throws GeneralSecurityException {
        NativeTls.Engines engines = library.engines(settings.serverSide(key, part), staple.responses());
        return new ServerCertificate(alias, key, part, settings, ServedBy.nativeTls(library.name(), engines, staple));
    }

    private Outcome by(Maker maker) throws GeneralSecurityException {
        ServerCertificate certificate = maker.of(chain);
        Optional<SelfTest.Failure> failure = failure(certificate, maker);
        return new Outcome(
                failure.isPresent() ? Optional.empty() : Optional.of(certificate), failure, Optional.empty());
    }

    /** Java's client takes no chain as long as some are that others take: it is shown their parts then. */
    private Optional<SelfTest.Failure> failure(ServerCertificate certificate, Maker maker)
            throws GeneralSecurityException {
        Optional<SelfTest.Failure> failure = handshake(certificate);
        ChainSize size = new ChainSize(chain);
        if (failure.isEmpty() || !size.isTooMuchForJava()) {
            return failure;
        }
        failure = Optional.empty();
        for (List<X509Certificate> part : size.parts(key)) {
            ServerCertificate ofPart = maker.of(part);
            failure = failure.or(() -> handshake(ofPart));
        }
        return failure;
    }

    private static Optional<SelfTest.Failure> handshake(ServerCertificate certificate) {
        SSLEngine engine = certificate.newEngine();
        try {
            return new SelfTest(engine).failure();
        } finally {
            certificate.release(engine);
        }
    }
}
