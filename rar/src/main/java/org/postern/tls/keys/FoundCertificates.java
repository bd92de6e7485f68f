package org.postern.tls.keys;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates of a store, as far as Java can read them. Not thread-safe. */
final class FoundCertificates {
    private final List<X509Certificate> read = new ArrayList<>();
    private final List<UnreadCertificate> unread = new ArrayList<>();

    /** Those of a list that was read elsewhere. */
    static FoundCertificates of(List<X509Certificate> certificates) throws CertificateException {
        FoundCertificates found = new FoundCertificates();
        for (X509Certificate certificate : certificates) {
            found.add(certificate.getEncoded());
        }
        return found;
    }

    /**
     * Reads one.
     *
     * @throws CertificateException if it is damaged
     */
    void add(byte[] der) throws CertificateException {
        try {
            read.add(JdkObjects.certificate(der));
        } catch (CertificateException e) {
            Optional<UnreadCertificate> why = JdkObjects.unread(der);
            unread.add(why.orElseThrow(() -> e));
        }
    }

    List<X509Certificate> read() {
        return List.copyOf(read);
    }

    List<UnreadCertificate> unread() {
        return List.copyOf(unread);
    }
}
