package org.postern.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a chain of certificates whatever the time is: the reasons for which clients refuse it. */
final class CertificateCheck {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final Set<String> SERVER_PURPOSES = Set.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");
    private static final int MIN_RSA_BITS = 2_048;
    private static final int MIN_EC_BITS = 224;
    private static final List<String> BROKEN_DIGESTS = List.of("MD2", "MD5", "SHA1");

    /** A verdict other than usable, with what it is about: {@code its certificate ... has ...}. */
    record Fault(Verdict verdict, String text) {}

    private final List<X509Certificate> chain;

    /**
     * @param chain of at least one certificate, the server's own first
     */
    CertificateCheck(List<X509Certificate> chain) {
        this.chain = chain;
    }

    Optional<Fault> fault() {
        return purpose().or(this::strength);
    }

    /** Every key exchange that this server offers signs; extensions that are absent allow everything (RFC 5280 4.2.1). */
    private Optional<Fault> purpose() {
        X509Certificate own = chain.get(0);
        boolean @Nullable [] usage = own.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            return fault(
                    Verdict.KEY_USAGE, "its key usage does not allow digitalSignature, which every handshake needs");
        }
        try {
            List<String> purposes = own.getExtendedKeyUsage();
            if (purposes != null && purposes.stream().noneMatch(SERVER_PURPOSES::contains)) {
                return fault(Verdict.KEY_USAGE, "its extended key usage does not allow serverAuth");
            }
        } catch (CertificateParsingException e) {
            return fault(Verdict.KEY_USAGE, "its extended key usage cannot be read");
        }
        return Optional.empty();
    }

    private Optional<Fault> strength() {
        for (X509Certificate certificate : chain) {
            String which = which(certificate);
            PublicKey key = certificate.getPublicKey();
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
                return fault(
                        Verdict.WEAK,
                        which + " has an RSA key of " + rsa.getModulus().bitLength()
                                + " bits, and clients want at least " + MIN_RSA_BITS);
            }
            if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() < MIN_EC_BITS) {
                return fault(
                        Verdict.WEAK,
                        which + " has an EC key of " + ec.getParams().getOrder().bitLength()
                                + " bits, and clients want at least " + MIN_EC_BITS);
            }
            if (isVerified(certificate) && hasBrokenDigest(certificate)) {
                return fault(
                        Verdict.WEAK,
                        which + " is signed with " + certificate.getSigAlgName()
                                + ", which clients do not accept any more");
            }
        }
        return Optional.empty();
    }

    /** A client that trusts a root trusts it for what it is, not for the signature under itself. */
    private boolean isVerified(X509Certificate certificate) {
        return certificate.equals(chain.get(0)) || !isSelfSigned(certificate);
    }

    private String which(X509Certificate certificate) {
        return certificate.equals(chain.get(0))
                ? "it"
                : "the certificate " + certificate.getSubjectX500Principal() + " in its chain";
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return issued(certificate, certificate);
    }

    static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean hasBrokenDigest(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        return BROKEN_DIGESTS.stream().anyMatch(algorithm::startsWith);
    }

    private static Optional<Fault> fault(Verdict verdict, String text) {
        return Optional.of(new Fault(verdict, text));
    }
}
