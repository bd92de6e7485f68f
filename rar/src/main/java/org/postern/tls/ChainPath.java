package org.postern.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of an entry as clients are shown them: each followed by one that issued it (RFC 5246 section 7.4.2). In
 * whatever order they are kept, and whatever is kept beside them: files are joined by hand.
 */
final class ChainPath {
    private final List<X509Certificate> kept;

    ChainPath(List<X509Certificate> kept) {
        this.kept = List.copyOf(kept);
    }

    /** From a server's own certificate as far up as there is an issuer. */
    List<X509Certificate> from(X509Certificate own) {
        List<X509Certificate> path = new ArrayList<>(List.of(own));
        Optional<X509Certificate> next = issuer(own, path);
        while (next.isPresent()) {
            path.add(next.get());
            next = issuer(next.get(), path);
        }
        return List.copyOf(path);
    }

    /** Of several, which an authority has when it renews its certificate, the one that is valid for longest. */
    private Optional<X509Certificate> issuer(X509Certificate issued, List<X509Certificate> path) {
        return kept.stream()
                .filter(candidate -> !path.contains(candidate) && CertificateCheck.issued(candidate, issued))
                .max(Comparator.comparing(X509Certificate::getNotAfter));
    }
}
