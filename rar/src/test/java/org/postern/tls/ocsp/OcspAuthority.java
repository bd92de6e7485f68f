package org.postern.tls.ocsp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.postern.tls.CertificateBuilder;

/** An authority that issues certificates and answers questions about them (RFC 6960), rightly unless it is told otherwise. */
public final class OcspAuthority {
    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private KeyPair signingKeys;
    private X509Certificate signer;
    private boolean byKey;
    private Optional<X509Certificate> sentAlong = Optional.empty();
    private CertificateStatus status = CertificateStatus.GOOD;
    private int outcome = OCSPResp.SUCCESSFUL;
    private Instant thisUpdate = Instant.now();
    private Optional<Instant> nextUpdate = Optional.of(thisUpdate.plus(Duration.ofHours(1)));
    private BigInteger shift = BigInteger.ZERO;
    private Optional<CertificateStatus> also = Optional.empty();
    private Optional<String> algorithm = Optional.empty();
    private boolean bySha256;
    private int padding;
    private boolean strange;
    private boolean strangeAsAWhole;

    public OcspAuthority(String name, KeyPair keys) {
        this.name = name;
        this.keys = keys;
        this.certificate = CertificateBuilder.of(keys, name).authority().build();
        this.signingKeys = keys;
        this.signer = certificate;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** A certificate whose responder is there. */
    public CertificateBuilder issued(KeyPair to, String commonName, URI responder) {
        return CertificateBuilder.of(to, commonName)
                .names(commonName, "mail.example.org")
                .issuedBy(keys, name)
                .ocspResponder(responder);
    }

    public OcspAuthority saying(CertificateStatus other) {
        status = other;
        return this;
    }

    /** A status of RFC 6960 section 4.2.1. */
    public OcspAuthority failing(int other) {
        outcome = other;
        return this;
    }

    public OcspAuthority from(Instant begin, Instant end) {
        thisUpdate = begin;
        nextUpdate = Optional.of(end);
        return this;
    }

    OcspAuthority fromWithoutEnd(Instant begin) {
        thisUpdate = begin;
        nextUpdate = Optional.empty();
        return this;
    }

    /** Another signs, with or without its certificate. */
    OcspAuthority signedBy(KeyPair other, X509Certificate itsCertificate, boolean sent) {
        signingKeys = other;
        signer = itsCertificate;
        sentAlong = sent ? Optional.of(itsCertificate) : Optional.empty();
        return this;
    }

    /** It says who it is by the hash of its key. */
    OcspAuthority byItsKey() {
        byKey = true;
        return this;
    }

    /** It answers about the certificate with the next number. */
    public OcspAuthority aboutTheNext() {
        shift = BigInteger.ONE;
        return this;
    }

    /** It adds what clients do not know, to the part about the certificate or to all of it. */
    OcspAuthority withCriticalExtension(boolean ofAll) {
        strange = !ofAll;
        strangeAsAWhole = ofAll;
        return this;
    }

    /** It says something else of the certificate as well. */
    OcspAuthority alsoSaying(CertificateStatus other) {
        also = Optional.of(other);
        return this;
    }

    /** It signs by another algorithm than its key is usually for. */
    OcspAuthority signingWith(String other) {
        algorithm = Optional.of(other);
        return this;
    }

    /** It names certificates by another hash than it was asked by. */
    OcspAuthority namingBySha256() {
        bySha256 = true;
        return this;
    }

    /** It fills its answer up with what clients skip. */
    public OcspAuthority padded(int octets) {
        padding = octets;
        return this;
    }

    /** What it answers. */
    public byte[] answer(byte[] question) {
        try {
            return outcome == OCSPResp.SUCCESSFUL
                    ? new OCSPRespBuilder()
                            .build(OCSPRespBuilder.SUCCESSFUL, signed(statements(question)))
                            .getEncoded()
                    : new OCSPRespBuilder().build(outcome, null).getEncoded();
        } catch (OCSPException | OperatorCreationException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BasicOCSPRespBuilder statements(byte[] question)
            throws IOException, OCSPException, OperatorCreationException, CertificateEncodingException {
        BasicOCSPRespBuilder response = new BasicOCSPRespBuilder(id());
        for (Req asked : new OCSPReq(question).getRequestList()) {
            CertificateID id = named(asked.getCertID());
            add(response, id, status);
            also.ifPresent(other -> add(response, id, other));
        }
        if (strangeAsAWhole) {
            response.setResponseExtensions(strangers());
        } else if (padding > 0) {
            response.setResponseExtensions(new Extensions(new Extension(
                    new ASN1ObjectIdentifier("1.2.3.4.9"), false, new DEROctetString(new byte[padding]))));
        }
        return response;
    }

    private CertificateID named(CertificateID asked)
            throws IOException, OCSPException, OperatorCreationException, CertificateEncodingException {
        CertificateID id = bySha256
                ? new CertificateID(
                        new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                        new X509CertificateHolder(certificate.getEncoded()),
                        asked.getSerialNumber())
                : asked;
        return CertificateID.deriveCertificateID(id, id.getSerialNumber().add(shift));
    }

    private void add(BasicOCSPRespBuilder response, CertificateID id, CertificateStatus said) {
        response.addResponse(
                id, said, Date.from(thisUpdate), nextUpdate.map(Date::from).orElse(null), strange ? strangers() : null);
    }

    private BasicOCSPResp signed(BasicOCSPRespBuilder response)
            throws IOException, OCSPException, OperatorCreationException, CertificateEncodingException {
        X509CertificateHolder[] along = sentAlong.isPresent()
                ? new X509CertificateHolder[] {
                    new X509CertificateHolder(sentAlong.get().getEncoded())
                }
                : null;
        String signature = algorithm.orElse(
                signingKeys.getPublic().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        return response.build(
                new JcaContentSignerBuilder(signature)
                        .setProvider(new BouncyCastleProvider())
                        .build(signingKeys.getPrivate()),
                along,
                Date.from(thisUpdate));
    }

    private RespID id() throws OCSPException, OperatorCreationException {
        return byKey
                ? new RespID(
                        SubjectPublicKeyInfo.getInstance(signer.getPublicKey().getEncoded()),
                        new BcDigestCalculatorProvider().get(RespID.HASH_SHA1))
                : new RespID(
                        X500Name.getInstance(signer.getSubjectX500Principal().getEncoded()));
    }

    private static Extensions strangers() {
        return new Extensions(
                new Extension(new ASN1ObjectIdentifier("1.2.3.4.7"), true, new DEROctetString(new byte[] {5, 0})));
    }
}
