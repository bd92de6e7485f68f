package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.tls.keys.KeyStoreSource;
import org.postern.tls.keys.KeyStoreUnreadableException;
import org.postern.tls.keys.KeyStores;

/**
 * What is known about the trust store. Immutable; each look makes the next one. What was read once is kept until
 * something else can be read.
 */
final class ClientAuthorities {
    private final TlsPolicy.ClientCertificates wanted;
    private final Optional<List<Object>> fingerprint;
    private final ClientTrust trust;
    private final Optional<String> problem;
    private final boolean everRead;

    private ClientAuthorities(
            TlsPolicy.ClientCertificates wanted,
            Optional<List<Object>> fingerprint,
            ClientTrust trust,
            Optional<String> problem,
            boolean everRead) {
        this.wanted = wanted;
        this.fingerprint = fingerprint;
        this.trust = trust;
        this.problem = problem;
        this.everRead = everRead;
    }

    static ClientAuthorities unread(TlsPolicy.ClientCertificates wanted) {
        return new ClientAuthorities(wanted, Optional.empty(), ClientTrust.none(), Optional.empty(), false);
    }

    /** Looks again; gives this same object when there is nothing to look at. */
    ClientAuthorities next(KeyStores stores) {
        if (wanted == TlsPolicy.ClientCertificates.NONE) {
            return this;
        }
        List<KeyStoreSource> sources = stores.current();
        Optional<List<Object>> now =
                Optional.of(sources.stream().map(KeyStoreSource::fingerprint).toList());
        if (now.equals(fingerprint) && problem.isEmpty()) {
            return this;
        }
        try {
            ClientTrust read = ClientTrust.in(certificates(sources), wanted);
            return new ClientAuthorities(wanted, now, read, Optional.empty(), true);
        } catch (KeyStoreUnreadableException e) {
            return new ClientAuthorities(wanted, now, trust, Optional.of(e.sentence()), everRead);
        } catch (GeneralSecurityException e) {
            String sentence = "The certificates of the trust store cannot be used as authorities. Correct trustStore.";
            return new ClientAuthorities(wanted, now, trust, Optional.of(sentence), everRead);
        }
    }

    ClientTrust trust() {
        return trust;
    }

    /** Why no client can be trusted, if a handshake would fail for that. */
    Optional<String> obstacle() {
        return problem.filter(sentence -> wanted == TlsPolicy.ClientCertificates.NEED && !everRead);
    }

    /** What the administrator should know though TLS is offered. */
    Optional<String> warning() {
        return problem;
    }

    private static List<X509Certificate> certificates(List<KeyStoreSource> sources)
            throws KeyStoreUnreadableException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (KeyStoreSource source : sources) {
            List<X509Certificate> trusted = source.load().trusted();
            if (trusted.isEmpty()) {
                throw new KeyStoreUnreadableException(
                        "There is no certificate of an authority in " + source.description()
                                + ". Import one as a trusted certificate.",
                        null);
            }
            certificates.addAll(trusted);
        }
        return certificates;
    }
}
