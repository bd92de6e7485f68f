package org.postern.tls.ocsp;

import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Who may answer for the certificates of an authority: itself, or one that it has issued a certificate for just that (RFC 6960 section 4.2.2.2). */
final class OcspSigners {
    /** What comes along with an answer: nearly always one, never more than a short chain. */
    private static final int MOST_CERTIFICATES = 8;

    /** Certificates signed with these are refused, too: two contents of the same digest can be made. */
    private static final Set<ASN1ObjectIdentifier> BROKEN_DIGESTS = Set.of(
            PKCSObjectIdentifiers.md2,
            PKCSObjectIdentifiers.md4,
            PKCSObjectIdentifiers.md5,
            OIWObjectIdentifiers.idSHA1);

    private final X509CertificateHolder issuer;

    /** Has the algorithms of all authorities, by the names that the library has for them. */
    private final BouncyCastleProvider cryptography = new BouncyCastleProvider();

    OcspSigners(X509CertificateHolder issuer) {
        this.issuer = issuer;
    }

    /**
     * Until when the answer can be believed at most, which is the end of the certificates that it is verified with.
     *
     * @throws OcspException if the answer is signed by another, or as it must not be
     */
    Instant check(BasicOCSPResp response, Instant now) throws OcspException {
        try {
            X509CertificateHolder signer = signer(response);
            if (hasBrokenDigest(response.getSignatureAlgorithmID())) {
                throw new OcspException("its answer is signed with SHA-1 or MD5, which is not to be believed any more");
            }
            if (!response.isSignatureValid(verifier(signer))) {
                throw new OcspException("the signature of its answer is wrong");
            }
            if (!signer.equals(issuer)) {
                checkDelegated(signer, now);
            }
            return Collections.min(List.of(signer.getNotAfter(), issuer.getNotAfter()))
                    .toInstant();
        } catch (OCSPException | OperatorCreationException | CertificateException e) {
            throw new OcspException("the signature of its answer cannot be verified");
        }
    }

    private X509CertificateHolder signer(BasicOCSPResp response) throws OcspException {
        RespID id = response.getResponderId();
        if (isOf(issuer, id)) {
            return issuer;
        }
        Optional<X509CertificateHolder> sentAlong = Arrays.stream(response.getCerts())
                .limit(MOST_CERTIFICATES)
                .filter(one -> isOf(one, id))
                .findFirst();
        return sentAlong.orElseThrow(() -> new OcspException("its answer is signed by another than the authority"));
    }

    /** By its name, or by the hash of its key. */
    private static boolean isOf(X509CertificateHolder certificate, RespID id) {
        try {
            DigestCalculator sha1 = new BcDigestCalculatorProvider().get(RespID.HASH_SHA1);
            return id.equals(new RespID(certificate.getSubject()))
                    || id.equals(new RespID(certificate.getSubjectPublicKeyInfo(), sha1));
        } catch (OCSPException | OperatorCreationException e) {
            return false;
        }
    }

    private void checkDelegated(X509CertificateHolder signer, Instant now) throws OcspException {
        if (!signer.getIssuer().equals(issuer.getSubject()) || !isSignedByIssuer(signer)) {
            throw new OcspException("its answer is signed by one whose certificate the authority has not issued");
        }
        if (hasBrokenDigest(signer.getSignatureAlgorithm())) {
            throw new OcspException(
                    "its answer is signed by one whose certificate is signed with SHA-1 or MD5, which is not to be believed any more");
        }
        ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(signer.getExtensions());
        if (purposes == null || !purposes.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)) {
            throw new OcspException("its answer is signed by one whose certificate is not for that (OCSPSigning)");
        }
        if (!signer.isValidOn(Date.from(now))) {
            throw new OcspException("its answer is signed by one whose certificate has ended, or has not begun");
        }
    }

    private static boolean hasBrokenDigest(AlgorithmIdentifier signature) {
        return Optional.ofNullable(new DefaultDigestAlgorithmIdentifierFinder().find(signature))
                .map(AlgorithmIdentifier::getAlgorithm)
                .filter(BROKEN_DIGESTS::contains)
                .isPresent();
    }

    private boolean isSignedByIssuer(X509CertificateHolder signer) {
        try {
            return signer.isSignatureValid(verifier(issuer));
        } catch (CertException | OperatorCreationException | CertificateException e) {
            return false; // By a key of another kind.
        }
    }

    private ContentVerifierProvider verifier(X509CertificateHolder signer)
            throws OperatorCreationException, CertificateException {
        return new JcaContentVerifierProviderBuilder()
                .setProvider(cryptography)
                .build(signer.getSubjectPublicKeyInfo());
    }
}
