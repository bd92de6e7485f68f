package org.postern.ra.management;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postern.ra.config.Sha256;
import org.postern.tls.Finding;
import org.postern.tls.ServerCertificate;

/** What management tools see of one certificate of a binding. Texts are empty where nothing is known. Immutable. */
public final class CertificateStatus {
    private final Finding finding;

    CertificateStatus(Finding finding) {
        this.finding = finding;
    }

    /** The key store alias. */
    public String getAlias() {
        return finding.alias();
    }

    /** The distinguished name. */
    public String getSubject() {
        return finding.certificate().map(ServerCertificate::subject).orElse("");
    }

    /** The DNS names and IP addresses that it is for. */
    public List<String> getNames() {
        return finding.certificate().map(ServerCertificate::names).orElse(List.of());
    }

    /** Kind and size of the key. */
    public String getKeyType() {
        return finding.certificate().map(ServerCertificate::keyType).orElse("");
    }

    /** Which TLS serves it: {@code BoringSSL} or {@code JDK}. */
    public String getTlsProvider() {
        return finding.certificate().map(ServerCertificate::provider).orElse("");
    }

    /** Whether clients that ask are sent an OCSP response with it, in a sentence; empty without {@code ocspStapling}. */
    public String getOcspStapling() {
        return finding.stapling().sentence();
    }

    /** When the chain begins to be valid, as in ISO 8601. */
    public String getNotBefore() {
        return finding.certificate().map(one -> one.notBefore().toString()).orElse("");
    }

    /** When the chain ends to be valid, as in ISO 8601. */
    public String getNotAfter() {
        return finding.certificate().map(one -> one.notAfter().toString()).orElse("");
    }

    /** SHA-256 of the certificate, in hexadecimal digits. */
    public String getFingerprint() {
        return leaf().map(CertificateStatus::fingerprint).orElse("");
    }

    /** SHA-256 of its public key, in hexadecimal digits, as DANE publishes it ({@code 3 1 1}). */
    public String getKeyFingerprint() {
        return leaf().map(one -> sha256(one.getPublicKey().getEncoded())).orElse("");
    }

    /** Whether it can be used: {@code USABLE}, or what is wrong, as the documentation and the log spell it. */
    public String getVerdict() {
        return finding.verdict().name();
    }

    /** Why, in a sentence, and what to do about it. */
    public String getReason() {
        return finding.reason();
    }

    /** What should be known though it is usable, a sentence each. */
    public List<String> getWarnings() {
        return finding.warnings();
    }

    private Optional<X509Certificate> leaf() {
        return finding.certificate().map(one -> one.chain().get(0));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            return "";
        }
    }

    private static String sha256(byte[] octets) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(octets));
    }
}
