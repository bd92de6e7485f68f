package org.postern.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a client certificate calls its user. */
public enum CertificateUser {
    /** The common name of the subject, the most specific one. */
    COMMON_NAME {
        @Override
        public Optional<String> of(X509Certificate certificate) {
            return CommonName.of(certificate);
        }
    },
    /** The first mail address among the subject alternative names (RFC 5280 section 4.2.1.6). */
    EMAIL {
        @Override
        public Optional<String> of(X509Certificate certificate) {
            try {
                Collection<List<?>> names = certificate.getSubjectAlternativeNames();
                return names == null
                        ? Optional.empty()
                        : names.stream()
                                .filter(name -> name.get(0).equals(RFC822_NAME))
                                .map(name -> name.get(1).toString())
                                .findFirst();
            } catch (CertificateParsingException e) {
                return Optional.empty();
            }
        }
    },
    /** The whole subject, as RFC 2253 writes it. */
    SUBJECT {
        @Override
        public Optional<String> of(X509Certificate certificate) {
            return Optional.of(certificate.getSubjectX500Principal().getName());
        }
    };

    private static final Integer RFC822_NAME = 1;

    /** The name of the user, if the certificate has one of this kind. */
    public abstract Optional<String> of(X509Certificate certificate);
}
